// A stored picture, as large as the window lets it be; or blurred. Runs in the UI.
import type { JSX } from 'preact';
import type { PresentArtefact } from '../../flag/artefact';
import { useApp } from '../app';
import { useBlobUrl } from '../parts/use-blob-url';
import { formatTime, t } from '../t';
import { kindName } from './artefact-words';

interface PictureFrameProps {
  readonly artefact: PresentArtefact;
  readonly revealed: boolean;
}

export function PictureFrame({ artefact, revealed }: PictureFrameProps): JSX.Element | null {
  const { clock } = useApp();
  const blob = useBlobUrl(artefact.sha256);
  if (blob.state === 'lost') return <p class="viewer-none">{t('picture_lost')}</p>;
  if (blob.state !== 'here') return null;
  const { capturedAt, heightPx, widthPx } = artefact;
  const taken = t('viewer_alt', kindName(artefact), formatTime(capturedAt, clock.now()));
  const picture = (
    <img
      class="viewer-picture"
      src={blob.url}
      width={widthPx}
      height={heightPx}
      alt={revealed ? taken : t('picture_alt_blurred')}
    />
  );
  if (!revealed) return <div class="viewer-scroll">{picture}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long ones are scrolled by keyboard, too
    <section class="viewer-scroll" tabIndex={0} aria-label={taken}>
      {picture}
    </section>
  );
}
