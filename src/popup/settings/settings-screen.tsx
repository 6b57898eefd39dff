// The settings: what is typed is saved by its button, what is switched at once. Runs in the UI.
import type { JSX } from 'preact';
import browser from 'webextension-polyfill';
import type { Settings } from '../../settings';
import { useApp } from '../app';
import { Choice } from '../parts/choice';
import { Checkbox } from '../parts/field';
import { t } from '../t';
import { EndpointSettings } from './endpoint-settings';
import { EvidenceSettings } from './evidence-settings';
import { ListenSettings } from './listen-settings';
import { ProfileSettings } from './profile-settings';
import { Shortcut } from './shortcut';
import { SigningKey } from './signing-key';
import { StorageMeter } from './storage-meter';
import { TimestampSettings } from './timestamp-settings';

const TOASTS = ['listed', 'everywhere', 'never'] as const satisfies readonly Settings['toast'][];

export function SettingsScreen(): JSX.Element {
  const { settings, changeSettings } = useApp();
  const { withoutPicture, openForm, toast } = settings.value;
  return (
    <div class="sheet" data-testid="settings">
      <h1>{t('settings_title')}</h1>
      <ProfileSettings />
      <EndpointSettings />
      <section class="card" aria-labelledby="settings-flagging">
        <h2 id="settings-flagging">{t('settings_flagging')}</h2>
        <Checkbox
          name="openForm"
          label={t('settings_open_form')}
          hint={t('settings_open_form_hint')}
          checked={openForm}
          onChecked={(checked) => void changeSettings({ openForm: checked })}
        />
        <Checkbox
          name="neverPicture"
          label={t('settings_without_picture')}
          hint={t('settings_without_picture_hint')}
          checked={withoutPicture}
          onChecked={(checked) => void changeSettings({ withoutPicture: checked })}
        />
        <Choice
          name="toast"
          legend={t('settings_toast')}
          options={TOASTS.map((value) => ({ value, label: t(`settings_toast_${value}`) }))}
          value={toast}
          onChoice={(value) => void changeSettings({ toast: value })}
        />
        <p class="hint">{t('settings_toast_hint')}</p>
        <Shortcut />
      </section>
      <EvidenceSettings />
      <TimestampSettings />
      <SigningKey />
      <ListenSettings />
      <StorageMeter />
      <p class="settings-foot">
        <a href="#verify">{t('verify_link')}</a>
        <a href="#privacy">{t('nav_privacy')}</a>
        <span class="weak">{t('settings_version', browser.runtime.getManifest().version)}</span>
      </p>
    </div>
  );
}
