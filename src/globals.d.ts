// Constants that vite.config.ts puts in at build time.

/** True only in the test build: the steps of a flag and of a sync can then be paused by name. */
declare const __STEPS__: boolean;

/** The extension API as page code sees it: no polyfill in there. Worker and UI import webextension-polyfill instead. */
declare const browser: import('webextension-polyfill').Browser;

/** The list as tidy-url ships it; its types cover the cleaner only. */
declare module 'tidy-url/data/rules.js' {
  const rules: readonly { readonly name: string; readonly rules?: readonly string[] }[];
  export = rules;
}
