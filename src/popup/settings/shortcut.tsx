// The shortcut that flags, as the browser has it. Only the browser can change it. Runs in the UI.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { t } from '../t';

const COMMAND = 'flag-post';

export function Shortcut(): JSX.Element {
  const [shortcut, setShortcut] = useState<string | undefined>(undefined);
  useEffect(() => {
    void browser.commands.getAll().then((commands) => {
      setShortcut(commands.find(({ name }) => name === COMMAND)?.shortcut);
    });
  }, []);
  return (
    <div class="fact">
      <span>{t('settings_shortcut')}</span>
      <kbd data-testid="shortcut">{shortcut || t('settings_shortcut_none')}</kbd>
      <p class="hint">{t('settings_shortcut_hint')}</p>
    </div>
  );
}
