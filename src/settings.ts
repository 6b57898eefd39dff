// The settings of this installation, in storage.local; the token in storage.session unless it is to be remembered.
// Runs in the worker and the UI. Nothing of a post is ever in here.
import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import { BATCH_DEFAULT_FLAGS } from './wire/batch';

const Endpoint = z.object({
  /** Base address; an endpoint's id is its origin and path. */
  url: z.string(),
  batchSize: z.number(),
  rememberToken: z.boolean(),
});
export type Endpoint = z.infer<typeof Endpoint>;

export const Settings = z.object({
  profile: z.optional(z.object({ pseudonym: z.string(), unit: z.string(), country: z.string() })),
  endpoint: z.optional(Endpoint),
  currentSessionId: z.optional(z.string()),
  /** Take no pictures (material that may not be possessed). */
  withoutPicture: z.boolean(),
  /** The popup opens on the new flag by itself. */
  openForm: z.boolean(),
  /** The confirmation in the page: the only trace a page can see. Listed platforms only, everywhere, or never. */
  toast: z.enum(['listed', 'everywhere', 'never']),
  /** Send by itself, by alarm. */
  autoSync: z.boolean(),
  /** Hosts that are not listed and whose right-clicks are seen all the same; the browser's leave for each is asked first. */
  listenHosts: z.array(z.string()),
  /** Keep a snapshot of the page's DOM with every flag. */
  snapshot: z.boolean(),
  /** Take a post that is taller than the window as a whole: in Firefox without a trace; in Chromium by scrolling. */
  wholePost: z.enum(['never', 'unnoticed', 'always']),
  /** Address of the time-stamp authority (RFC 3161) that seals are taken to. */
  timestampUrl: z.optional(z.string()),
  /** The authority's root certificates (PEM), as the unit got them: what its replies are checked against. */
  timestampRoots: z.optional(z.string()),
  /** Fingerprints (SHA-256, hex) of keys that the analyst knows: who sealed an export, which desk confirmed it. */
  pinnedKeys: z.array(z.string()),
});
export type Settings = z.infer<typeof Settings>;

export const DEFAULT_SETTINGS: Settings = {
  withoutPicture: false,
  openForm: true,
  toast: 'listed',
  autoSync: true,
  listenHosts: [],
  snapshot: true,
  wholePost: 'unnoticed',
  pinnedKeys: [],
};

export const DEFAULT_ENDPOINT: Endpoint = { url: '', batchSize: BATCH_DEFAULT_FLAGS, rememberToken: false };

const KEY = 'settings';
const TOKEN = 'token';

/** What is stored, each missing or damaged part replaced by its default. */
export async function loadSettings(): Promise<Settings> {
  const stored: unknown = (await browser.storage.local.get(KEY))[KEY];
  const candidate = { ...DEFAULT_SETTINGS, ...(typeof stored === 'object' ? stored : {}) };
  const parsed = z.safeParse(Settings, candidate);
  if (parsed.success) return parsed.data;
  const damaged = new Set(parsed.error.issues.map((issue) => issue.path[0]));
  const kept = Object.fromEntries(Object.entries(candidate).filter(([key]) => !damaged.has(key)));
  return z.parse(Settings, { ...DEFAULT_SETTINGS, ...kept });
}

/** Changes the named settings and returns all of them. `undefined` takes an optional one away. */
export async function saveSettings(
  change: {
    [K in keyof Settings]?: Settings[K] | undefined;
  },
): Promise<Settings> {
  const settings = z.parse(Settings, { ...(await loadSettings()), ...change });
  await browser.storage.local.set({ [KEY]: settings });
  return settings;
}

/** A token belongs to the origin it was entered for, and is given out for no other. */
const StoredToken = z.object({ token: z.string(), origin: z.string() });

/** The token for the endpoint at `url`; undefined when none is stored, or one for another origin. */
export async function loadToken(url: string | undefined): Promise<string | undefined> {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { origin } = new URL(url);
  for (const area of [browser.storage.session, browser.storage.local]) {
    // a bare string was stored by an earlier version, without a word of whose it is: it counts as none
    const { success, data } = z.safeParse(StoredToken, (await area.get(TOKEN))[TOKEN]);
    if (success && data.origin === origin) return data.token;
  }
  return undefined;
}

/** Keeps the token of the endpoint at `url` for this browser session, and on disk only when the analyst asked for that. */
export async function saveToken(token: string, remember: boolean, url: string): Promise<void> {
  const stored: z.infer<typeof StoredToken> = { token, origin: new URL(url).origin };
  await browser.storage.session.set({ [TOKEN]: stored });
  if (remember) await browser.storage.local.set({ [TOKEN]: stored });
  else await browser.storage.local.remove(TOKEN);
}

export async function forgetToken(): Promise<void> {
  await Promise.all([browser.storage.session.remove(TOKEN), browser.storage.local.remove(TOKEN)]);
}
