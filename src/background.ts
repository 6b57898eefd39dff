// ENTRY worker. Wires menu, shortcuts, messages and alarms to the stages; decides nothing itself.
import { v7 as uuidv7 } from 'uuid';
import browser, { type Runtime, type Tabs } from 'webextension-polyfill';
import * as z from 'zod/mini';
import type { Clock } from './flag/time';
import { fromOwnContentScript, fromOwnPage, PageRequest, type Reply, UiRequest } from './messages';
import { watchClock } from './queue/log';
import { BULK_ALARM, runBulk } from './secure/bulk';
import { keepEnvironment } from './secure/environment';
import { flagPost, keepStore } from './secure/flag-post';
import { captureMore } from './secure/further';
import { fromMenu, fromTab } from './secure/gesture';
import { heedRemoved, keepListening, listenInOpenTabs } from './secure/listen';
import { resume } from './secure/resume';
import { createCamera } from './secure/shoot';
import { undo } from './secure/undo';
import { heedSettings, scheduleSync, syncNow } from './sync/worker';

const MENU_ID = 'flag-post';
const SYNC_ALARM = 'sync';

const clock: Clock = { now: () => Date.now(), monotonic: () => performance.now(), id: () => uuidv7() };
watchClock(clock);
const camera = createCamera({
  now: () => performance.now(),
  sleep: (ms) => new Promise((passed) => setTimeout(passed, ms)),
  limited: !('getBrowserInfo' in browser.runtime),
});
const deps = { database: keepStore(), clock, camera, environment: keepEnvironment(false) };

async function activeTab(): Promise<Tabs.Tab | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab;
}

async function createMenu(): Promise<void> {
  await browser.contextMenus.removeAll();
  const title = browser.i18n.getMessage('menu_flag');
  // exactly one top-level item: a second folds both into a submenu, and the access key stops working
  browser.contextMenus.create({ id: MENU_ID, title, contexts: ['all'] });
}

browser.runtime.onInstalled.addListener(({ reason }) => {
  void createMenu();
  void listenInOpenTabs();
  void keepListening();
  if (reason === 'install') void browser.tabs.create({ url: 'src/popup/index.html?view=tab' });
});

browser.runtime.onStartup.addListener(() => void keepListening());
browser.permissions.onRemoved.addListener(() => void heedRemoved());

browser.contextMenus.onClicked.addListener((info, tab) => {
  const gesture = info.menuItemId === MENU_ID && tab ? fromMenu(info, tab, Date.now()) : undefined;
  if (gesture !== undefined) void flagPost(gesture, deps);
});

browser.commands.onCommand.addListener((command, given) => {
  const withoutPicture = command === 'flag-without-picture';
  void Promise.resolve(given ?? activeTab()).then((tab) => {
    const gesture = tab && fromTab(tab, 'shortcut', Date.now(), withoutPicture);
    return gesture && flagPost(gesture, deps);
  });
});

async function answerUi(request: UiRequest): Promise<Reply> {
  switch (request.type) {
    case 'flag_active_tab': {
      const tab = await activeTab();
      const { withoutPicture } = request;
      const gesture = tab && fromTab(tab, 'popup', Date.now(), withoutPicture);
      return gesture ? flagPost(gesture, deps) : { ok: false, problem: { code: 'window_closed' } };
    }
    case 'sync_now':
      return syncNow(deps, true);
    case 'capture_more':
      return captureMore(request, deps);
    case 'bulk_run':
      return runBulk(deps);
    case 'settings_changed':
      await Promise.all([scheduleSync(SYNC_ALARM), heedSettings(deps), keepListening()]);
      return { ok: true };
  }
}

browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
  const ui = z.safeParse(UiRequest, message);
  if (ui.success && fromOwnPage(sender)) return answerUi(ui.data);
  const page = z.safeParse(PageRequest, message);
  if (page.success && fromOwnContentScript(sender)) return undo(page.data.flagId, deps);
  return undefined;
});

browser.alarms.onAlarm.addListener(({ name }) => {
  if (name === SYNC_ALARM) void syncNow(deps, false);
  if (name === BULK_ALARM) void runBulk(deps);
});

void resume(deps);
void runBulk(deps);
void scheduleSync(SYNC_ALARM);
