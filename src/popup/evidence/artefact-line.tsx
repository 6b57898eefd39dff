// One artefact in the list: what it is, how large, what is to be known of it, and the way to look at it. Pure.
import type { JSX } from 'preact';
import type { Artefact, PresentArtefact } from '../../flag/artefact';
import type { Capture } from '../../flag/capture';
import { Icon } from '../parts/icons';
import { formatBytes, t } from '../t';
import { alterationWords, iconOf, kindName, laterThan, lookOf } from './artefact-words';

interface ArtefactLineProps {
  readonly artefact: Artefact;
  readonly capture: Capture;
  readonly now: number;
  /** Its bytes were destroyed. */
  readonly destroyed: boolean;
  /** What can only be saved, or shown as a page, is opened in the tab. */
  readonly inTab: boolean;
  readonly onOpen: (artefact: PresentArtefact) => void;
}

export function ArtefactLine({ artefact, destroyed, inTab, onOpen, ...at }: ArtefactLineProps): JSX.Element {
  const { kind, status } = artefact;
  return (
    <li
      class={`artefact artefact-${status}`}
      data-testid="artefact"
      data-kind={kind}
      data-status={destroyed ? 'destroyed' : status}
    >
      <Icon name={destroyed ? 'close' : iconOf(artefact)} />
      <div class="artefact-what">
        <p class="artefact-head">
          <span class="artefact-name">{kindName(artefact)}</span>
          {status === 'present' && <span class="weak">{formatBytes(artefact.sizeBytes)}</span>}
          <Later artefact={artefact} {...at} />
        </p>
        {destroyed ? <p class="artefact-marks">{t('artefact_destroyed')}</p> : <Marks artefact={artefact} />}
      </div>
      {status === 'present' && !destroyed && (
        <button
          type="button"
          class="quiet small"
          data-testid="open-artefact"
          aria-label={t(
            lookOf(artefact) === 'file' ? 'artefact_save_one' : 'artefact_show_one',
            kindName(artefact),
          )}
          onClick={() => onOpen(artefact)}
        >
          {t(lookOf(artefact) === 'file' ? 'artefact_save' : 'artefact_show')}
          {!inTab && needsTab(artefact) && <Icon name="tab" />}
        </button>
      )}
    </li>
  );
}

/** A page wants room, and a file dialog would close the popup. */
export function needsTab(artefact: PresentArtefact): boolean {
  return ['page', 'file'].includes(lookOf(artefact));
}

function Later({
  artefact,
  capture,
  now,
}: Pick<ArtefactLineProps, 'artefact' | 'capture' | 'now'>): JSX.Element | null {
  const later = laterThan(capture, artefact, now);
  if (later === undefined || artefact.status === 'absent') return null;
  return (
    <time class="weak" dateTime={artefact.capturedAt} title={artefact.capturedAt}>
      {later}
    </time>
  );
}

function Marks({ artefact }: { artefact: Artefact }): JSX.Element | null {
  if (artefact.status === 'absent')
    return <p class="artefact-marks">{t('artefact_absent', t(`absent_${artefact.absentReason}`))}</p>;
  const { alterations, sameState } = artefact;
  const words = alterationWords(alterations);
  const doubtful = sameState === 'changed' || sameState === 'unknown';
  if (!doubtful && words.length === 0) return null;
  return (
    <p class="artefact-marks">
      {doubtful && (
        <strong class="artefact-doubt" data-testid="changed-page">
          {t(sameState === 'changed' ? 'artefact_changed' : 'artefact_state_unknown')}
        </strong>
      )}
      {words.join(' · ')}
    </p>
  );
}
