// Shown while the browser does not let us reach the time-stamp authority. Runs in the UI.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { askHost, hasHost, openTab } from '../access';
import { useApp } from '../app';
import { t } from '../t';

interface AuthorityAccessProps {
  readonly url: string;
  /** Looks again when this changes. */
  readonly saved: boolean;
}

export function AuthorityAccess({ url, saved }: AuthorityAccessProps): JSX.Element | null {
  const { view } = useApp();
  const [granted, setGranted] = useState(true);
  useEffect(() => {
    if (url !== '') void hasHost(url).then(setGranted);
  }, [url, saved]);
  if (url === '' || granted) return null;
  return (
    <div class="note" data-testid="host-missing">
      <p>{t(view === 'popup' ? 'timestamp_access_popup' : 'timestamp_access_missing')}</p>
      {view === 'popup' ? (
        <button type="button" onClick={() => openTab('#settings')}>
          {t('nav_open_tab')}
        </button>
      ) : (
        <button type="button" onClick={() => void askHost(url).then(setGranted)}>
          {t('timestamp_access_allow')}
        </button>
      )}
    </div>
  );
}
