// The pictures, videos and sounds of a post as their server hands them out, when the analyst asks. Runs in the worker.
// Fetched as nobody (no cookies, no referrer). Streams that are put together in the page have no address and are absent.
import type { AbsentReason } from '../flag/artefact';
import type { PostDetails } from '../flag/post';
import type { Evidence } from '../queue/captures';
import { type Fetched, type FetchLimits, fetchBytes, mayFetch } from './fetch-bytes';
import type { Joining, Take } from './joining';
import { absent, type Made, pictureFrom, present } from './picture';
import { pdqOfBlob } from './picture-hash';
import { stateNow } from './whereabouts';
import { isPictureOff } from './whole-post';

export const MEDIA_MAX_BYTES = 100_000_000;
export const MEDIA_MAX_TOTAL = 500_000_000;
const TIMEOUT_MS = 60_000;
/** Of all together: what was taken is stored only then, and a browser may be closed. */
export const MEDIA_MAX_MS = 300_000;

type Item = NonNullable<PostDetails['media']>[number];

export const takeMedia: Take = async (joining) => {
  const { capture, clock, where } = joining;
  const items = capture.post.media ?? [];
  const made = (): Made => ({
    flagId: capture.id,
    kind: 'media',
    role: 'evidentiary',
    capturedAt: clock.now(),
  });
  // the page shows none that has an address of its own
  if (items.length === 0) return [absent(made(), 'not_locatable', clock)];
  if (isPictureOff(joining)) return [absent(made(), 'analyst_off', clock)];
  const state = await stateNow(where, capture).catch(() => 'gone'); // bytes come from the server, page or not
  const sameState = state === 'same' || state === 'changed' ? state : 'unknown';
  const allowed = mayFetch(capture.pageUrl);
  const taken: Evidence[] = [];
  let left = MEDIA_MAX_TOTAL;
  const until = clock.monotonic() + MEDIA_MAX_MS;
  for (const item of items) {
    const at = made();
    const begun = clock.monotonic();
    const timeoutMs = Math.min(TIMEOUT_MS, Math.ceil(until - begun));
    const maxBytes = Math.min(left, MEDIA_MAX_BYTES);
    const fetched = await fetchItem(item, { maxBytes, timeoutMs, allowed });
    const sourceUrl = item.url;
    if (typeof fetched === 'string') {
      taken.push(absent(at, fetched, clock, { sourceUrl }));
      continue;
    }
    left -= fetched.bytes.length;
    const durationMs = Math.round(clock.monotonic() - begun);
    taken.push(await store(joining, at, fetched, { sourceUrl, sameState, durationMs }));
  }
  return taken;
};

async function fetchItem({ kind, url }: Item, limits: FetchLimits): Promise<Fetched | AbsentReason> {
  if (limits.maxBytes <= 0) return 'too_large';
  if (limits.timeoutMs <= 0) return 'timeout';
  // made in the page out of a stream: no server has it under this address
  if (!/^https?:/u.test(url)) return 'not_served';
  const fetched = await fetchBytes(url, limits);
  if (typeof fetched === 'string') return fetched;
  return isMedia(kind, fetched.mediaType) ? fetched : 'not_served';
}

/** A login page, or the list of a stream's parts, is not what the post shows. */
export function isMedia(kind: Item['kind'], mediaType: string): boolean {
  if (/mpegurl|dash\+xml/u.test(mediaType)) return false;
  if (kind === 'file') return mediaType !== 'text/html';
  return /^(?:image|video|audio)\//u.test(mediaType) || mediaType === 'application/octet-stream';
}

async function store(
  { clock }: Joining,
  made: Made,
  { bytes, mediaType }: Fetched,
  said: { sourceUrl: string; sameState: 'same' | 'changed' | 'unknown'; durationMs: number },
): Promise<Evidence> {
  const picture = pictureFrom(bytes, mediaType);
  // what the browser can decode but not draw (wider than a canvas) has no hash
  const hashing = mediaType.startsWith('image/') ? pdqOfBlob(picture.bytes) : undefined;
  const hash = await hashing?.catch(() => undefined);
  return present(made, picture, clock, { ...said, alterations: [], ...(hash ? { pdq: [hash] } : {}) });
}
