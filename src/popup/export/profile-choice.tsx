// For whom the export is, and what it therefore contains. Pure.
import type { JSX } from 'preact';
import { PROFILES, type Profile } from '../../export/exporter';
import { t } from '../t';

interface ProfileChoiceProps {
  readonly profile: Profile;
  readonly disabled: boolean;
  readonly onProfile: (profile: Profile) => void;
}

export function ProfileChoice({ profile, disabled, onProfile }: ProfileChoiceProps): JSX.Element {
  return (
    <fieldset class="profiles" disabled={disabled}>
      <legend>{t('export_profile')}</legend>
      {PROFILES.map((one) => (
        <label class="profile" key={one}>
          <input
            type="radio"
            name="profile"
            value={one}
            checked={one === profile}
            onChange={() => onProfile(one)}
          />
          <span>
            <strong>{t(`export_${one}`)}</strong>
            <span>{t(`export_${one}_text`)}</span>
          </span>
        </label>
      ))}
      {profile === 'partner' && <p class="note note-warning">{t('export_partner_note')}</p>}
    </fieldset>
  );
}
