// Whether the session that is to be exported is sealed, and sealing it first. Runs in the UI (tab).
import type { JSX } from 'preact';
import type { Session } from '../../flag/session';
import { useApp } from '../app';
import { SealButton, SealProgress } from '../seals/seal-now';
import { SealState } from '../seals/seal-state';
import { useSeals } from '../seals/use-seals';
import { t } from '../t';

export function ExportSeal({ session }: { session: Session }): JSX.Element | null {
  const { clock } = useApp();
  const seals = useSeals(session.id);
  if (seals === undefined || session.nextSeq === 1) return null;
  return (
    <section class="export-seal" aria-label={t('seal_title')} data-testid="export-seal">
      <SealState session={session} seals={seals} now={clock.now()} />
      <SealButton session={session} again={seals.length > 0} hash="#export" />
      <p class="hint">{t(seals.length === 0 ? 'export_unsealed' : 'export_sealed')}</p>
      <SealProgress session={session} />
    </section>
  );
}
