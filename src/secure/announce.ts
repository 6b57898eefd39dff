// What the analyst hears once a flag is on disk: the toast, the form or the badge; and of failures. Runs in the worker.
import browser from 'webextension-polyfill';
import type { Problem } from '../errors';
import type { ToastText } from '../page/toast';
import { platformOf } from '../platforms/hosts';
import type { Settings } from '../settings';
import type { Secured } from './flow';
import type { Gesture } from './gesture';
import { askListener, toast } from './page-calls';

/** The popup opens on this flag. */
export const OPEN_FLAG_KEY = 'openFlag';
/** The last failure that no flag carries; the popup shows it. */
export const LAST_PROBLEM_KEY = 'lastProblem';

const t = (key: string, ...params: string[]): string => browser.i18n.getMessage(key, params);
const direction = (): 'ltr' | 'rtl' => (t('@@bidi_dir') === 'rtl' ? 'rtl' : 'ltr');

export async function announceSecured(gesture: Gesture, secured: Secured, settings: Settings): Promise<void> {
  const { capture, top } = secured;
  const superseded = await tell(gesture, secured, settings);
  if (superseded || !settings.openForm || top === undefined) return;
  await browser.storage.session.set({ [OPEN_FLAG_KEY]: capture.id });
  // refused while another window has the focus, or where a popup is open already: the badge tells of the flag
  await browser.action.openPopup({ windowId: gesture.windowId }).catch(() => undefined);
}

/** Shows the toast where it may be shown; answers whether the analyst is already at the next post. */
async function tell(gesture: Gesture, secured: Secured, settings: Settings): Promise<boolean> {
  const { capture, top } = secured;
  if (top === undefined) return false;
  if (!mayToast(gesture.tabUrl, settings)) {
    const glance = await askListener(top);
    return glance?.clicks.some(({ at }) => at > gesture.at) ?? false;
  }
  const answer = await toast(top, securedText(secured), capture.id, gesture.at);
  return answer?.superseded ?? false;
}

function mayToast(url: string, { toast: setting }: Settings): boolean {
  if (setting === 'never') return false;
  return setting === 'everywhere' || platformOf(url).hosts.length > 0;
}

function securedText({ capture, pictureLost }: Secured): ToastText {
  const { capture: circumstances, post, seq } = capture;
  const who = post.author?.handle ?? post.author?.displayName ?? post.channel?.name;
  const what = post.text?.slice(0, 80);
  const chosen = ['focused', 'hovered', 'nearest'].includes(circumstances.foundVia);
  const names = chosen ? [who, what].filter((part) => part !== undefined && part !== '').join(': ') : '';
  const text = pictureLost
    ? t('toast_picture_lost', String(seq))
    : circumstances.verified
      ? t('toast_secured', String(seq))
      : t('toast_unverified', String(seq));
  return {
    text,
    ...(names === '' ? {} : { detail: names }),
    tone: circumstances.verified && !pictureLost ? 'good' : 'warning',
    undo: t('toast_undo'),
    undone: t('toast_undone', String(seq)),
    dir: direction(),
  };
}

/** Tells of a gesture that stored nothing: in the page where that is possible, and in the popup. */
export async function announceProblem(gesture: Gesture, problem: Problem, settings: Settings): Promise<void> {
  await browser.storage.session.set({ [LAST_PROBLEM_KEY]: problem });
  await browser.action.setBadgeBackgroundColor({ color: '#c62a2f' });
  await browser.action.setBadgeText({ text: '!' });
  if (!mayToast(gesture.tabUrl, settings)) return;
  const top = { tabId: gesture.tabId, frameId: 0 };
  const text: ToastText = {
    text: t(`error_${problem.code}`, ...Object.values(problem.params ?? {}).map(String)),
    tone: 'bad',
    dir: direction(),
  };
  await toast(top, text, '', gesture.at);
}

export async function showBadge(drafts: number): Promise<void> {
  await browser.action.setBadgeBackgroundColor({ color: '#2b5fd9' });
  await browser.action.setBadgeText({ text: drafts === 0 ? '' : drafts > 999 ? '999+' : String(drafts) });
}
