// What is known of an artefact beside what it shows: time, size, digest; and the file itself. Runs in the UI.
import type { JSX } from 'preact';
import { artefactFilename, type PresentArtefact } from '../../flag/artefact';
import type { Capture } from '../../flag/capture';
import { useApp } from '../app';
import { Fingerprint } from '../parts/fingerprint';
import { Icon } from '../parts/icons';
import { PageText } from '../parts/page-text';
import { useBlobUrl } from '../parts/use-blob-url';
import { formatBytes, formatNumber, formatTime, t } from '../t';
import { alterationWords } from './artefact-words';

interface ViewerFootProps {
  readonly artefact: PresentArtefact;
  readonly capture: Capture;
}

export function ViewerFoot({ artefact, capture }: ViewerFootProps): JSX.Element {
  const { clock, view } = useApp();
  const { alterations, capturedAt, heightPx, sizeBytes, sourceUrl, widthPx } = artefact;
  const size = widthPx !== undefined && heightPx !== undefined;
  const facts = [
    t('artefact_taken', formatTime(capturedAt, clock.now())),
    formatBytes(sizeBytes),
    ...(size ? [t('viewer_pixels', formatNumber(widthPx), formatNumber(heightPx))] : []),
    ...alterationWords(alterations),
  ];
  return (
    <footer class="viewer-foot">
      <div class="viewer-facts">
        <p class="weak">{facts.join(' · ')}</p>
        {sourceUrl !== undefined && (
          <p class="weak">
            {t('viewer_source')} <PageText text={sourceUrl} class="address-text" />
          </p>
        )}
        <Fingerprint name="SHA-256" hex={artefact.sha256} />
      </div>
      {view === 'tab' && <SaveFile artefact={artefact} capture={capture} />}
    </footer>
  );
}

function SaveFile({ artefact, capture }: ViewerFootProps): JSX.Element | null {
  const blob = useBlobUrl(artefact.sha256);
  if (blob.state !== 'here') return null;
  return (
    <a
      class="button"
      href={blob.url}
      download={artefactFilename(capture.seq, artefact)}
      data-testid="save-artefact"
    >
      <Icon name="export" /> {t('artefact_save')}
    </a>
  );
}
