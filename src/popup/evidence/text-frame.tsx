// A stored text, as text. Runs in the UI.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PresentArtefact } from '../../flag/artefact';
import { readBlob } from '../../queue/read';
import { useApp } from '../app';
import { PageText } from '../parts/page-text';
import { t } from '../t';
import { kindName } from './artefact-words';

/** More than this nobody reads here, and drawing it would hold up the window. */
const SHOWN_MAX = 1_000_000;

export function TextFrame({ artefact }: { artefact: PresentArtefact }): JSX.Element | null {
  const { db } = useApp();
  const [text, setText] = useState<string | undefined>(undefined);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    let gone = false;
    void readBlob(db, artefact.sha256)
      .then((bytes) => bytes.slice(0, SHOWN_MAX).text())
      .then(
        (read) => gone || setText(read),
        // whatever keeps the bytes from being read, the analyst is told that they cannot be
        () => gone || setLost(true),
      );
    return () => {
      gone = true;
    };
  }, [db, artefact.sha256]);
  if (lost) return <p class="viewer-none">{t('viewer_lost')}</p>;
  if (text === undefined) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long ones are scrolled by keyboard, too
    <section class="viewer-scroll" tabIndex={0} aria-label={kindName(artefact)}>
      <PageText text={text} class="viewer-text" testId="viewer-text" />
      {artefact.sizeBytes > SHOWN_MAX && <p class="note">{t('viewer_cut')}</p>}
    </section>
  );
}
