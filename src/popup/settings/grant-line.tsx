// One thing that the browser may allow: whether it does, asking for it, giving it back. Runs in the UI.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { openTab } from '../access';
import { useApp } from '../app';
import { askGrant, type Grant, giveBack } from '../grants';
import { Icon } from '../parts/icons';
import { useGrant } from '../parts/use-grant';
import { t } from '../t';

export function GrantLine({ grant }: { grant: Grant }): JSX.Element {
  const { view } = useApp();
  const given = useGrant(grant);
  const [refused, setRefused] = useState(false);
  const ask = (): void => {
    // the browser's question would close the popup
    if (view === 'popup') openTab('#settings');
    else void askGrant(grant).then((granted) => setRefused(!granted));
  };
  return (
    <div class="grant" data-testid={`grant-${grant}`} data-given={given}>
      <div>
        <p class="grant-name">
          {t(`grant_${grant}`)}
          {given === true && (
            <span class="saved">
              <Icon name="check" /> {t('grant_given')}
            </span>
          )}
        </p>
        <p class="hint">{t(`grant_${grant}_hint`)}</p>
      </div>
      {given === true ? (
        <button
          type="button"
          class="quiet"
          aria-label={t('grant_back_one', t(`grant_${grant}`))}
          onClick={() => void giveBack(grant)}
        >
          {t('grant_back')}
        </button>
      ) : (
        <button
          type="button"
          aria-label={t('grant_ask_one', t(`grant_${grant}`))}
          title={view === 'popup' ? t('listen_in_tab') : undefined}
          onClick={ask}
        >
          {view === 'popup' && <Icon name="tab" />} {t('grant_ask')}
        </button>
      )}
      <p role="status" class="hint grant-said">
        {refused && given !== true && t('listen_refused')}
      </p>
    </div>
  );
}
