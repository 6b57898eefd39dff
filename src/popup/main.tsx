// ENTRY ui: the popup, and the same app as a tab (?view=tab). Opens the store, finds the first screen, draws.
import { render } from 'preact';
import browser from 'webextension-polyfill';
import { problemOf } from '../errors';
import { type App, AppProvider, type View } from './app';
import { nextDraft } from './judge/load';
import { ProblemNote } from './parts/problem-note';
import { go, route, watchRoute } from './route';
import { Shell, trouble } from './shell';
import { startApp, takeOpenFlag, watchStore } from './start';
import './style/theme.css';
import './style/parts.css';
import './style/shell.css';
import './style/queue.css';
import './style/bulk.css';
import './style/judge.css';
import './style/evidence.css';
import './style/sheets.css';
import './style/seals.css';
import './style/verify.css';

const view: View = new URLSearchParams(location.search).get('view') === 'tab' ? 'tab' : 'popup';
const page = document.documentElement;
page.lang = browser.i18n.getUILanguage();
page.dir = browser.i18n.getMessage('@@bidi_dir');
page.dataset.view = view;

/** The popup opens on what is to be judged: the flag just made, else the newest draft. */
async function findFirstScreen({ db, settings }: App): Promise<void> {
  watchRoute();
  if (view === 'tab' || location.hash !== '') return;
  const wanted = await takeOpenFlag();
  const { currentSessionId } = settings.value;
  const flagId =
    wanted !== undefined && (await db.getKey('captures', wanted)) !== undefined
      ? wanted
      : currentSessionId && (await nextDraft(db, currentSessionId, undefined));
  if (flagId) go({ screen: 'judge', flagId });
}

async function main(root: HTMLElement): Promise<void> {
  try {
    const app = await startApp(view);
    watchStore((problem) => {
      trouble.value = problem;
    });
    await findFirstScreen(app);
    render(
      <AppProvider value={app}>
        <Shell />
      </AppProvider>,
      root,
    );
  } catch (error) {
    render(
      <main class="screen">
        <ProblemNote problem={problemOf(error, 'store_unavailable')} />
      </main>,
      root,
    );
  }
  page.dataset.ready = route.value.screen;
}

const root = document.getElementById('app');
if (root !== null) void main(root);
