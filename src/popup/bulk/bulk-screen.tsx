// Many addresses at once: the list, the run and what became of each. In the tab only: the browser's question closes a popup.
// Runs in the UI; the worker does the work, and goes on when this is closed.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import type { Session } from '../../flag/session';
import { openTab } from '../access';
import { useApp } from '../app';
import { useGrant } from '../parts/use-grant';
import { hashOf, route } from '../route';
import { GrantLine } from '../settings/grant-line';
import { t } from '../t';
import { BulkForm } from './bulk-form';
import { EarlierRuns } from './earlier-runs';
import { RunView } from './run-view';
import { useRuns } from './use-runs';

export function BulkScreen({ session }: { session: Session }): JSX.Element {
  const { view } = useApp();
  return view === 'popup' ? <InTab /> : <Bulk session={session} />;
}

/** The tabs that are selected now are remembered: the new tab takes their selection away. */
function InTab(): JSX.Element {
  const open = async (): Promise<void> => {
    const selected = await browser.tabs.query({ highlighted: true, currentWindow: true });
    const tabs = selected.flatMap(({ id }) => (id === undefined || selected.length < 2 ? [] : [id]));
    openTab(hashOf({ screen: 'bulk', tabs }));
  };
  return (
    <div class="sheet">
      <h1>{t('bulk_title')}</h1>
      <p>{t('bulk_in_tab')}</p>
      <button type="button" class="primary start" onClick={() => void open()} data-testid="bulk-open-tab">
        {t('nav_open_tab')}
      </button>
    </div>
  );
}

function Bulk({ session }: { session: Session }): JSX.Element {
  const given = useGrant('full');
  const runs = useRuns();
  const [chosen, choose] = useState<string | undefined>(undefined);
  const at = route.value;
  const tabs = at.screen === 'bulk' ? at.tabs : undefined;
  // one that goes on is shown before one that is over
  const live = runs?.find(({ state }) => state === 'running' || state === 'paused');
  const shown = runs?.find(({ id }) => id === chosen) ?? live ?? runs?.[0];
  const rest = runs?.filter((run) => run !== shown) ?? [];
  useEffect(() => {
    if (chosen !== undefined) document.getElementById('bulk-run')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div class="sheet bulk" data-testid="bulk" data-given={given}>
      <div class="bulk-head">
        <h1>{t('bulk_title')}</h1>
        <p class="hint">{t('bulk_intro')}</p>
      </div>
      {given === false && (
        <section class="card" aria-label={t('bulk_grant')} data-testid="bulk-grant">
          <p>{t('bulk_grant_why')}</p>
          <GrantLine grant="full" />
        </section>
      )}
      {given === true && <BulkForm session={session} selected={tabs} onStarted={choose} />}
      {shown !== undefined && runs !== undefined && <RunView run={shown} runs={runs} key={shown.id} />}
      <EarlierRuns runs={rest} onChoose={choose} />
    </div>
  );
}
