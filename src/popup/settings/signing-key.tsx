// This installation's signing key, by its fingerprint: what others pin to know its seals. Runs in the UI.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { StoredKey } from '../../queue/database';
import { useApp } from '../app';
import { Fingerprint } from '../parts/fingerprint';
import { formatDay, t } from '../t';

export function SigningKey(): JSX.Element {
  const { db } = useApp();
  const [key, setKey] = useState<StoredKey | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    void db.get('keys', 'signing').then((read) => gone || setKey(read));
    return () => {
      gone = true;
    };
  }, [db]);
  return (
    <section class="card" aria-labelledby="settings-key" data-testid="signing-key">
      <h2 id="settings-key">{t('signing_title')}</h2>
      {key === undefined ? (
        <p class="hint">{t('signing_none')}</p>
      ) : (
        <>
          <Fingerprint name={t('signing_fingerprint')} hex={key.fingerprint} testId="key-fingerprint" />
          <p class="hint">{t('signing_hint', formatDay(key.madeAt))}</p>
        </>
      )}
    </section>
  );
}
