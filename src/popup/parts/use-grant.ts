// Whether a grant is given, as long as somebody looks. Runs in the UI.
import { useEffect, useState } from 'preact/hooks';
import { type Grant, watchGrant } from '../grants';

/** Undefined until the browser has said so. */
export function useGrant(grant: Grant): boolean | undefined {
  const [given, setGiven] = useState<boolean | undefined>(undefined);
  useEffect(() => {
    const leaving = new AbortController();
    watchGrant(grant, setGiven, leaving.signal);
    return () => leaving.abort();
  }, [grant]);
  return given;
}
