// Fingerprints of keys that the analyst knows: of colleagues' installations, of desks. Runs in the UI.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useApp } from '../app';
import { t } from '../t';
import { pinsIn } from './pins';

export function PinnedKeys(): JSX.Element {
  const { settings, changeSettings } = useApp();
  const { pinnedKeys } = settings.value;
  const [text, setText] = useState(pinnedKeys.join('\n'));
  const pins = pinsIn(text);
  const leave = (): void => {
    if (pins !== undefined && pins.join() !== pinnedKeys.join()) void changeSettings({ pinnedKeys: pins });
  };
  return (
    <div class="field">
      <label for="pins">{t('verify_pins')}</label>
      <textarea
        id="pins"
        rows={3}
        dir="ltr"
        spellcheck={false}
        value={text}
        aria-invalid={pins === undefined}
        aria-describedby={pins === undefined ? 'pins-hint pins-error' : 'pins-hint'}
        data-testid="verify-pins"
        onInput={(event) => setText(event.currentTarget.value)}
        onBlur={leave}
      />
      <p class="hint" id="pins-hint">
        {t('verify_pins_hint')}
      </p>
      {pins === undefined && (
        <p class="field-error" id="pins-error">
          {t('verify_pins_wrong')}
        </p>
      )}
    </div>
  );
}
