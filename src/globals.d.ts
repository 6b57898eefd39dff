// Constants that vite.config.ts puts in at build time.

/** True only in the test build: the steps of a flag and of a sync can then be paused by name. */
declare const __STEPS__: boolean;
