// Bytes of an artefact as an object URL, made when wanted and revoked when no longer shown. Runs in the UI.
import { useEffect, useState } from 'preact/hooks';
import { readBlob } from '../../queue/read';
import { useApp } from '../app';

export type BlobUrl =
  | { readonly state: 'loading' | 'lost' }
  | { readonly state: 'here'; readonly url: string };

const LOADING: BlobUrl = { state: 'loading' };

/** An empty digest stands for nothing to load. `afterMs` spares rows that only fly past. */
export function useBlobUrl(sha256: string, afterMs = 0): BlobUrl {
  const { db } = useApp();
  const [read, setRead] = useState<{ of: string; blobUrl: BlobUrl }>({ of: '', blobUrl: LOADING });
  useEffect(() => {
    if (sha256 === '') return undefined;
    let url: string | undefined;
    let gone = false;
    const load = async (): Promise<void> => {
      try {
        const bytes = await readBlob(db, sha256);
        if (gone) return;
        url = URL.createObjectURL(bytes);
        setRead({ of: sha256, blobUrl: { state: 'here', url } });
      } catch {
        // whatever keeps the bytes from being read, the analyst is told that they cannot be
        if (!gone) setRead({ of: sha256, blobUrl: { state: 'lost' } });
      }
    };
    const timer = setTimeout(load, afterMs);
    return () => {
      gone = true;
      clearTimeout(timer);
      if (url !== undefined) URL.revokeObjectURL(url);
    };
  }, [db, sha256, afterMs]);
  // what was read for another picture is not this one
  return read.of === sha256 ? read.blobUrl : LOADING;
}
