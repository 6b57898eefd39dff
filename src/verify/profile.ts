// For whom a bundle was made. Runs anywhere.

/** As bag-info.txt names it. */
export const PROFILES = ['internal', 'partner'] as const;
export type Profile = (typeof PROFILES)[number];
