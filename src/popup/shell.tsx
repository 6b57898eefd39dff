// The frame around every screen: which session, the ways to the others, and the screen itself. Runs in the UI.
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Problem } from '../errors';
import { openTab } from './access';
import { type App, currentSession, useApp } from './app';
import { ExportScreen } from './export/export-screen';
import { FirstRun } from './first-run/first-run';
import { Judge } from './judge/judge';
import { Icon, type IconName, Mark } from './parts/icons';
import { Later } from './parts/later';
import { PageText } from './parts/page-text';
import { ProblemNote } from './parts/problem-note';
import { Said } from './parts/said';
import { Privacy } from './privacy/privacy';
import { Queue } from './queue/queue';
import { hashOf, route } from './route';
import { Sessions } from './sessions/sessions';
import { SettingsScreen } from './settings/settings-screen';
import { t } from './t';

/** What concerns every screen. */
export const trouble = signal<Problem | undefined>(undefined);

const bulkScreen = () => import('./bulk/bulk-screen').then(({ BulkScreen }) => BulkScreen);
const verifyScreen = () => import('./verify/verify-screen').then(({ VerifyScreen }) => VerifyScreen);

export function Shell(): JSX.Element {
  const app = useApp();
  const { screen } = route.value;
  if (app.settings.value.profile === undefined && screen !== 'privacy') {
    return (
      <main class="screen">
        <FirstRun />
      </main>
    );
  }
  return (
    <>
      <Header />
      <main class={`screen screen-${screen}`} tabIndex={screen === 'privacy' ? 0 : undefined}>
        <Said />
        <ProblemNote problem={trouble.value} />
        {screenFor(app)}
      </main>
    </>
  );
}

function screenFor(app: App): JSX.Element {
  const at = route.value;
  const session = currentSession(app);
  switch (at.screen) {
    case 'judge':
      return <Judge flagId={at.flagId} artefactId={at.artefactId} key={at.flagId} />;
    case 'sessions':
      return <Sessions />;
    case 'settings':
      return <SettingsScreen />;
    case 'privacy':
      return <Privacy />;
    case 'verify':
      return <Later load={verifyScreen} given={{}} />;
    case 'bulk':
      return session === undefined ? <Sessions /> : <Later load={bulkScreen} given={{ session }} />;
    case 'export':
      return session === undefined ? <Sessions /> : <ExportScreen session={session} />;
    default:
      return session === undefined ? <Sessions /> : <Queue session={session} key={session.id} />;
  }
}

const PLACES = [
  ['queue', 'queue', 'nav_queue'],
  ['bulk', 'bulk', 'nav_bulk'],
  ['sessions', 'session', 'nav_sessions'],
  ['export', 'export', 'nav_export'],
  ['settings', 'settings', 'nav_settings'],
] as const satisfies readonly (readonly [string, IconName, string])[];

function Header(): JSX.Element {
  const app = useApp();
  const session = currentSession(app);
  const { screen } = route.value;
  return (
    <header class="top">
      <Mark />
      <a class="top-session" href="#sessions" data-testid="session-name" title={t('nav_sessions')}>
        {session === undefined ? t('sessions_none_title') : <PageText text={session.name} />}
      </a>
      <nav aria-label={t('nav_main')}>
        {PLACES.map(([place, icon, words]) => (
          <a
            key={place}
            class="top-link"
            href={hashOf({ screen: place })}
            aria-current={screen === place ? 'page' : undefined}
            title={t(words)}
          >
            <Icon name={icon} />
            <span>{t(words)}</span>
          </a>
        ))}
      </nav>
      {app.view === 'popup' && (
        <button
          type="button"
          class="top-link"
          title={t('nav_open_tab')}
          data-testid="open-tab"
          onClick={() => openTab(hashOf(route.value))}
        >
          <Icon name="tab" />
          <span>{t('nav_open_tab')}</span>
        </button>
      )}
    </header>
  );
}
