// Opens one address in the run's own tab and waits until its page has come to rest. Runs in the worker.
// Says what is no page: an error page of the browser's own must never become evidence.
import browser, { type Tabs } from 'webextension-polyfill';
import * as z from 'zod/mini';
import { FlagpostError } from '../errors';
import { BLANK, bringToFront, type Place, show, urlOf } from './bulk-window';

/** A page that has not finished by then is taken as it stands, if it has begun. */
const LOAD_MS = 20_000;
/** At the blank page for so long after loading: nothing is coming. Firefox may not say that it loads, and takes its time. */
const NOTHING_MS = 2000;
const NEVER_BEGUN_MS = 8000;
const LOOK_MS = 100;
const CALM_LOOKS = 2;
/** For an answer out of the page: one that a dialog holds never gives it. */
const ANSWER_MS = 8000;
const QUIET_MS = 3000;

const Report = z.object({
  url: z.string(),
  status: z.number(),
  hidden: z.boolean(),
  ready: z.boolean(),
});
type Report = z.infer<typeof Report>;

type Sleep = (ms: number) => Promise<void>;

/** The tab where it ended, after all that led on. Throws FlagpostError bulk_no_page, bulk_unreachable, bulk_locked, bulk_http_error, bulk_timeout or window_closed. */
export async function visit(place: Place, url: string, sleep: Sleep): Promise<Tabs.Tab> {
  await show(place);
  await clear(place, sleep);
  await browser.tabs.update(place.tabId, { url });
  const loaded = await load(place, sleep);
  for (let round = 0; ; round += 1) {
    const report = await settle(place, loaded);
    if (report.status >= 400) throw new FlagpostError('bulk_http_error', { status: report.status });
    if (report.hidden) await bringToFront(place);
    const tab = await tabOf(place);
    const rests = tab.url === report.url && tab.status === 'complete' && !report.hidden;
    if (rests || round === 3 || !loaded) return tab;
    await load(place, sleep); // it led on, or was not seen
  }
}

/**
 * By way of a blank page: an address that gives no page would leave the last one standing in its place. A new window's
 * own blank page may still be on its way in Firefox, and would push aside what is asked for before it has come to rest.
 */
async function clear(place: Place, sleep: Sleep): Promise<void> {
  if (urlOf(await tabOf(place)) !== BLANK) await browser.tabs.update(place.tabId, { url: BLANK });
  let calm = 0;
  await until(place, sleep, ANSWER_MS, (tab) => {
    calm = urlOf(tab) === BLANK && tab.status === 'complete' ? calm + 1 : 0;
    return calm > CALM_LOOKS;
  });
}

/** Whether the page loaded to its end. */
async function load(place: Place, sleep: Sleep): Promise<boolean> {
  let [blank, begun] = [0, false];
  const isNothing = (): boolean => blank >= (begun ? NOTHING_MS : NEVER_BEGUN_MS);
  const tab = await until(place, sleep, LOAD_MS, (now) => {
    const complete = now.status === 'complete';
    begun ||= !complete;
    blank = complete && urlOf(now) === BLANK ? blank + LOOK_MS : 0;
    return (complete && urlOf(now) !== BLANK) || isNothing();
  });
  if (isNothing()) throw new FlagpostError('bulk_no_page');
  if (urlOf(tab) === BLANK) throw new FlagpostError('bulk_timeout');
  return tab.status === 'complete';
}

/** The tab once it is so, or when the time is over. */
async function until(
  place: Place,
  sleep: Sleep,
  most: number,
  isSo: (tab: Tabs.Tab) => boolean,
): Promise<Tabs.Tab> {
  for (let waited = 0; ; waited += LOOK_MS) {
    const tab = await tabOf(place);
    if (isSo(tab) || waited >= most) return tab;
    await sleep(LOOK_MS);
  }
}

async function tabOf({ tabId, windowId }: Place): Promise<Tabs.Tab> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined);
  if (tab?.windowId !== windowId) throw new FlagpostError('window_closed');
  return tab;
}

async function settle(place: Place, loaded: boolean): Promise<Report> {
  const target = { tabId: place.tabId };
  const asked = browser.scripting.executeScript({ target, func: rest, args: [QUIET_MS] });
  const [injection] = await answered(asked);
  const report = z.safeParse(Report, injection?.result).data;
  if (report === undefined || !(loaded || report.ready)) throw new FlagpostError('bulk_timeout');
  return report;
}

/** What the browser says when it lets nobody in tells its error pages from its other pages; Firefox says the same of both. */
async function answered<T>(asked: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new FlagpostError('bulk_timeout')), ANSWER_MS);
  });
  try {
    return await Promise.race([asked, late]);
  } catch (error) {
    if (error instanceof FlagpostError) throw error;
    const code = /error page/iu.test(String(error)) ? 'bulk_unreachable' : 'bulk_locked';
    throw new FlagpostError(code, {}, error);
  } finally {
    clearTimeout(timer);
  }
}

/** Serialised into the page's isolated world: it may use nothing from outside itself. Changes nothing. */
async function rest(most: number): Promise<unknown> {
  const passed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
  const of = (name: string): unknown => Reflect.get(Document.prototype, name, document);
  const still = new Promise<void>((resolve) => {
    const watch = new MutationObserver(() => later());
    let timer: ReturnType<typeof setTimeout>;
    const later = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        watch.disconnect();
        resolve();
      }, 300);
    };
    watch.observe(document, { subtree: true, childList: true, characterData: true });
    later();
  });
  const fonts: unknown = of('fonts');
  const drawn = fonts instanceof FontFaceSet ? fonts.ready : undefined;
  // a page that is never still, or not drawn at all, is looked at all the same
  await Promise.race([Promise.all([still, drawn]).then(frame).then(frame), passed(most)]);
  const [entry] = performance.getEntriesByType('navigation');
  return {
    url: location.href,
    status: entry instanceof PerformanceNavigationTiming ? entry.responseStatus : 0,
    hidden: of('visibilityState') === 'hidden',
    ready: of('readyState') !== 'loading',
  };
}
