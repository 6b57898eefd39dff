// The flag's evidence, folded to one line: what there is, what is missing and why, looking at it, taking more, destroying
// the pictures. Runs in the UI.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Artefact, PresentArtefact } from '../../flag/artefact';
import type { Flag } from '../../flag/flag';
import type { Tombstone } from '../../queue/database';
import { openTab } from '../access';
import { useApp } from '../app';
import { Key } from '../parts/field';
import { Icon } from '../parts/icons';
import { go, hashOf } from '../route';
import { t } from '../t';
import { ArtefactLine, needsTab } from './artefact-line';
import { evidenceOf, lookOf } from './artefact-words';
import { Destroy, TombstoneNote } from './destroy';
import { EvidenceSummary } from './evidence-summary';
import { TakeMore } from './take-more';
import { Viewer } from './viewer';

interface EvidenceProps {
  readonly flag: Flag;
  readonly tombstone: Tombstone | undefined;
  readonly open: boolean;
  /** Shown over everything, when the address names it. */
  readonly artefactId: string | undefined;
  readonly onOpen: (open: boolean) => void;
}

export function Evidence(props: EvidenceProps): JSX.Element {
  const { flag, tombstone, open, onOpen } = props;
  const { capture } = flag;
  const evidence = evidenceOf(flag.artefacts);
  const isDestroyed = (one: Artefact): boolean =>
    one.status === 'present' && tombstone?.sha256s.includes(one.sha256) === true;
  const left = evidence.filter(
    (one): one is PresentArtefact => one.status === 'present' && !isDestroyed(one),
  );
  const { inTab, shown, show, close } = useShown(props, left);
  const { clock } = useApp();
  return (
    <section class="evidence" aria-label={t('evidence_title')}>
      <details open={open} onToggle={(event) => onOpen(event.currentTarget.open)} data-testid="evidence">
        <summary id="evidence-summary">
          <Icon name="chevron" />
          <EvidenceSummary evidence={evidence} left={left} />
          <Key>M</Key>
        </summary>
        {open && (
          <div class="evidence-inner">
            <ul class="artefacts" aria-labelledby="evidence-summary">
              {evidence.map((artefact) => (
                <ArtefactLine
                  key={artefact.id}
                  artefact={artefact}
                  capture={capture}
                  now={clock.now()}
                  destroyed={isDestroyed(artefact)}
                  inTab={inTab}
                  onOpen={show}
                />
              ))}
            </ul>
            <TombstoneNote tombstone={tombstone} />
            <TakeMore flagId={capture.id} artefacts={flag.artefacts} />
            <Destroy
              flagId={capture.id}
              seq={capture.seq}
              // what has only words in it stays
              count={left.filter((one) => lookOf(one) !== 'text').length}
            />
          </div>
        )}
      </details>
      {shown !== undefined && <Viewer key={shown.id} artefact={shown} capture={capture} onClose={close} />}
    </section>
  );
}

/** Which artefact is shown over everything: chosen here, or named by the address with which the tab was opened. */
function useShown({ flag, artefactId }: EvidenceProps, left: readonly PresentArtefact[]) {
  const inTab = useApp().view === 'tab';
  const flagId = flag.capture.id;
  const [chosen, setChosen] = useState(artefactId);
  useEffect(() => {
    if (artefactId !== undefined) setChosen(artefactId);
  }, [artefactId]);
  const show = (artefact: PresentArtefact): void => {
    if (inTab || !needsTab(artefact)) setChosen(artefact.id);
    else openTab(hashOf({ screen: 'judge', flagId, artefactId: artefact.id }));
  };
  const close = (): void => {
    setChosen(undefined);
    if (artefactId !== undefined) go({ screen: 'judge', flagId });
  };
  return { inTab, shown: left.find(({ id }) => id === chosen), show, close };
}
