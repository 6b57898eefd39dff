// Which post of an opened page is the one that its address names, and bringing it into view. Runs in the worker.
// Looks with the readers as they are; where none knows the post, the page as such is what is flagged.
import browser from 'webextension-polyfill';
import { platformOf } from '../platforms/hosts';
import { isNamed, keysOfPost, spellings } from './bulk-address';
import type { Gesture } from './gesture';
import type { Place } from './page-calls';
import { readPost, type Seen } from './read-post';

/** How long a page may take to show the post after it has loaded: apps fetch it then. */
const PATIENCE_MS = 6000;
const LOOK_MS = 500;
/** Of the window's height: a post that begins above that is read from its beginning. */
const UPPER = 0.4;
const MARGIN_PX = 96;

export interface Aim {
  /** The address by which the reader finds the post in the page; none where it is the page's own. */
  readonly linkUrl: string | undefined;
  readonly scrolled: boolean;
}

/** `gesture` without a link: as the flow will be given it, but for the answer. */
export async function aim(
  gesture: Gesture,
  asked: string,
  sleep: (ms: number) => Promise<void>,
): Promise<Aim> {
  const urls = [asked, gesture.tabUrl];
  for (let waited = 0; ; waited += LOOK_MS) {
    const found = await lookFor(gesture, urls);
    const patient = isExpected(gesture.tabUrl) && waited < PATIENCE_MS;
    if (found?.named || !patient) {
      const scrolled = found !== undefined && (await bringIntoView(gesture.tabId, found.seen, sleep));
      return { linkUrl: found?.linkUrl, scrolled };
    }
    await sleep(LOOK_MS);
  }
}

/** A platform's own reader is known to find its posts; on any other page there may be none. */
function isExpected(url: string): boolean {
  return platformOf(url).hosts.length > 0;
}

interface Candidate {
  readonly seen: Seen;
  readonly linkUrl: string | undefined;
  /** It is what the address names. */
  readonly named: boolean;
}

async function lookFor(gesture: Gesture, urls: readonly string[]): Promise<Candidate | undefined> {
  const own = await look(gesture, undefined);
  if (own && isPost(own) && isOf(own, gesture.tabUrl, urls))
    return { seen: own, linkUrl: undefined, named: true };
  for (const linkUrl of spellings(urls)) {
    const seen = await look(gesture, linkUrl);
    if (seen && isPost(seen) && isOf(seen, gesture.tabUrl, urls)) return { seen, linkUrl, named: true };
  }
  return own && { seen: own, linkUrl: undefined, named: false };
}

/** A page that cannot be read now is no reason to give up: the flow marks what it meets. */
async function look(gesture: Gesture, linkUrl: string | undefined): Promise<Seen | undefined> {
  const { tabId, tabUrl } = gesture;
  const place: Place = { tabId, frameId: 0 };
  const { platform } = platformOf(tabUrl);
  const seen = await readPost({ gesture: { ...gesture, linkUrl }, place, platform }).catch(() => null);
  return seen ?? undefined;
}

function isPost({ accepted }: Seen): boolean {
  return accepted.post !== undefined && accepted.post.subject !== 'website';
}

function isOf({ accepted, platform }: Seen, pageUrl: string, urls: readonly string[]): boolean {
  return accepted.post !== undefined && isNamed(keysOfPost(accepted.post, pageUrl, platform), urls);
}

/** Scrolls the page when the post is not in view from its beginning; says whether it did. */
async function bringIntoView(
  tabId: number,
  { rect, state: { viewport }, accepted }: Seen,
  sleep: (ms: number) => Promise<void>,
): Promise<boolean> {
  if (rect === undefined || accepted.post?.subject === 'website') return false;
  const whole = rect.y >= 0 && rect.y + rect.h <= viewport.h;
  if (whole || (rect.y >= 0 && rect.y <= viewport.h * UPPER)) return false;
  const by = Math.round(rect.y - MARGIN_PX);
  const [answer] = await browser.scripting
    .executeScript({ target: { tabId }, func: scrollPage, args: [by] })
    .catch(() => []); // a page that went away meanwhile: the flow sees where the post is
  await sleep(LOOK_MS);
  return answer?.result === true;
}

/** Serialised into the page's isolated world: it may use nothing from outside itself. */
function scrollPage(by: number): boolean {
  const before = scrollY;
  scrollBy({ top: by, behavior: 'instant' });
  return scrollY !== before;
}
