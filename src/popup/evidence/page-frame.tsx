// A stored snapshot in a frame that runs nothing, loads nothing and leads nowhere; or blurred. Runs in the UI (tab).
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PresentArtefact } from '../../flag/artefact';
import { readBlob } from '../../queue/read';
import { useApp } from '../app';
import { t } from '../t';
import { kindName } from './artefact-words';
import { readSnapshot } from './snapshot';

type Read = { readonly html: string } | 'too_large' | 'lost' | undefined;

interface PageFrameProps {
  readonly artefact: PresentArtefact;
  readonly revealed: boolean;
}

export function PageFrame({ artefact, revealed }: PageFrameProps): JSX.Element {
  const read = useSnapshot(artefact.sha256);
  if (read === undefined) return <p class="viewer-none">{t('part_loading')}</p>;
  if (typeof read === 'string')
    return <p class="viewer-none">{t(read === 'lost' ? 'viewer_lost' : 'viewer_too_large')}</p>;
  return (
    <iframe
      class="viewer-page"
      // no allowance at all: an origin of its own, no scripts, no forms, no windows
      sandbox=""
      srcdoc={read.html}
      title={kindName(artefact)}
      // what is blurred is not read aloud or reached by keyboard either
      inert={!revealed}
      data-testid="viewer-page"
    />
  );
}

function useSnapshot(sha256: string): Read {
  const { db } = useApp();
  const [read, setRead] = useState<Read>(undefined);
  useEffect(() => {
    let gone = false;
    const put = (next: Read): void => {
      if (!gone) setRead(next);
    };
    void readBlob(db, sha256)
      .then((bytes) => readSnapshot(bytes))
      .then(
        (html) => put(html === undefined ? 'too_large' : { html }),
        // whatever keeps the bytes from being read, the analyst is told that they cannot be
        () => put('lost'),
      );
    return () => {
      gone = true;
    };
  }, [db, sha256]);
  return read;
}
