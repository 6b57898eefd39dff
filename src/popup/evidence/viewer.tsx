// One artefact over the whole screen. Nothing of it is shown before the look is in the custody log, and pictures stand
// blurred until they are asked for. Runs in the UI.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Problem, problemOf } from '../../errors';
import type { PresentArtefact } from '../../flag/artefact';
import type { Capture } from '../../flag/capture';
import { recordReveal, recordView } from '../../queue/reveals';
import { actingOf, useApp } from '../app';
import { Dialog } from '../parts/dialog';
import { Key } from '../parts/field';
import { Icon } from '../parts/icons';
import { ProblemNote } from '../parts/problem-note';
import { t } from '../t';
import { evidenceNumber } from '../words';
import { kindName, type Look, lookOf } from './artefact-words';
import { PageFrame } from './page-frame';
import { PictureFrame } from './picture-frame';
import { TextFrame } from './text-frame';
import { ViewerFoot } from './viewer-foot';

interface ViewerProps {
  readonly artefact: PresentArtefact;
  readonly capture: Capture;
  readonly onClose: () => void;
}

export function Viewer({ artefact, capture, onClose }: ViewerProps): JSX.Element {
  const look = lookOf(artefact);
  const { seen, problem, revealed, toggle } = useLook(artefact);
  const blurs = look === 'picture' || look === 'page';
  const press = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => {
    if (!blurs || key.toLowerCase() !== 'v' || ctrlKey || metaKey || altKey) return false;
    void toggle();
    return true;
  };
  return (
    <Dialog
      name="viewer"
      title={t('viewer_title', kindName(artefact), evidenceNumber(capture.seq))}
      onKey={press}
      onClose={onClose}
    >
      <ProblemNote problem={problem} />
      <div class="viewer-body" data-revealed={revealed || !blurs}>
        {seen && <Shown artefact={artefact} look={look} revealed={revealed} />}
        {seen && blurs && (
          <button
            type="button"
            class="viewer-toggle"
            aria-pressed={revealed}
            title={t('picture_logged')}
            data-testid="viewer-reveal"
            onClick={() => void toggle()}
          >
            <Icon name={revealed ? 'hide' : 'show'} />
            {t(revealed ? 'viewer_hide' : 'viewer_reveal')} <Key>V</Key>
          </button>
        )}
      </div>
      <ViewerFoot artefact={artefact} capture={capture} />
    </Dialog>
  );
}

interface ShownProps {
  readonly artefact: PresentArtefact;
  readonly look: Look;
  readonly revealed: boolean;
}

function Shown({ artefact, look, revealed }: ShownProps): JSX.Element {
  switch (look) {
    case 'picture':
      return <PictureFrame artefact={artefact} revealed={revealed} />;
    case 'page':
      return <PageFrame artefact={artefact} revealed={revealed} />;
    case 'text':
      return <TextFrame artefact={artefact} />;
    case 'file':
      return <p class="viewer-none">{t('viewer_file')}</p>;
  }
}

/** The look is logged first, and the unblurred look again. */
function useLook({ flagId, sha256 }: PresentArtefact) {
  const app = useApp();
  const [seen, setSeen] = useState(false);
  const [revealed, setRevealed] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const log = async (record: typeof recordView, then: () => void): Promise<void> => {
    try {
      await record(app.db, flagId, sha256, actingOf(app));
      setProblem(undefined);
      then();
    } catch (error) {
      setProblem(problemOf(error, 'store_unavailable'));
    }
  };
  useEffect(() => void log(recordView, () => setSeen(true)), [flagId, sha256]);
  const toggle = async (): Promise<void> => {
    if (revealed) setRevealed(false);
    else if (seen) await log(recordReveal, () => setRevealed(true));
  };
  return { seen, problem, revealed, toggle };
}
