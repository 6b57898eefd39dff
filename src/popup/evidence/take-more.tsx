// Further evidence on request, while the page of the flag is still open. Runs in the UI.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '../../errors';
import type { Artefact } from '../../flag/artefact';
import { FURTHER_KINDS, type FurtherKind } from '../../messages';
import { openTab } from '../access';
import { useApp } from '../app';
import { askGrant, canSaveMhtml, type Grant } from '../grants';
import { Icon } from '../parts/icons';
import { ProblemNote } from '../parts/problem-note';
import { useGrant } from '../parts/use-grant';
import { hashOf } from '../route';
import { t } from '../t';
import { command } from '../worker';
import { useOpenPage } from './use-open-page';

const NEEDS: Readonly<Partial<Record<FurtherKind, Grant>>> = { mhtml: 'mhtml', media: 'full' };

interface TakeMoreProps {
  readonly flagId: string;
  readonly artefacts: readonly Artefact[];
}

/** What is not there yet; pages and media are taken as often as asked, they may have changed. */
export function furtherKinds(artefacts: readonly Artefact[], mhtml: boolean): FurtherKind[] {
  const there = new Set(artefacts.flatMap(({ kind, status }) => (status === 'present' ? [kind] : [])));
  return FURTHER_KINDS.filter((kind) => !there.has(kind) && (kind !== 'mhtml' || mhtml));
}

export function TakeMore({ flagId, artefacts }: TakeMoreProps): JSX.Element | null {
  const app = useApp();
  const open = useOpenPage(flagId);
  const [busy, setBusy] = useState<FurtherKind | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const given: Readonly<Record<Grant, boolean | undefined>> = {
    full: useGrant('full'),
    mhtml: useGrant('mhtml'),
  };
  const kinds = furtherKinds(artefacts, canSaveMhtml());
  if (open === undefined || kinds.length === 0) return null;
  if (!open) return <p class="hint">{t('more_closed')}</p>;

  const lacking = (kind: FurtherKind): Grant | undefined => {
    const needed = NEEDS[kind];
    return needed !== undefined && given[needed] !== true ? needed : undefined;
  };
  const take = async (kind: FurtherKind): Promise<void> => {
    const grant = lacking(kind);
    // asked first of all: the browser answers only in the gesture itself
    if (grant !== undefined && !(await askGrant(grant))) return setProblem({ code: 'grant_missing' });
    setBusy(kind);
    setProblem(undefined);
    const reply = await command({ type: 'capture_more', flagId, kind });
    setProblem(reply.ok ? undefined : reply.problem);
    setBusy(undefined);
  };
  return (
    <fieldset class="more" data-testid="more" aria-busy={busy !== undefined}>
      <legend>{t('more_title')}</legend>
      <div class="more-kinds">
        {kinds.map((kind) => {
          const elsewhere = app.view === 'popup' && lacking(kind) !== undefined;
          return (
            <button
              type="button"
              class="small"
              key={kind}
              disabled={busy !== undefined}
              title={elsewhere ? t('listen_in_tab') : undefined}
              data-testid={`more-${kind}`}
              onClick={() => (elsewhere ? openTab(hashOf({ screen: 'judge', flagId })) : void take(kind))}
            >
              {elsewhere && <Icon name="tab" />}
              {t(`more_${kind}`)}
            </button>
          );
        })}
      </div>
      <p role="status" class={busy === undefined ? 'visually-hidden' : 'hint'}>
        {busy !== undefined && t('more_busy', t(`artefact_${busy}`))}
      </p>
      <ProblemNote problem={problem} />
    </fieldset>
  );
}
