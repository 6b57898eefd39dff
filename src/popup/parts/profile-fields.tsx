// Who flags: pseudonym, unit, country. Pure; used at the first run and in the settings.
import type { JSX } from 'preact';
import { EUROPE, WORLD } from '../countries';
import { t } from '../t';
import { sortedCountries } from '../words';
import { FieldError, TextField } from './field';

export interface Profile {
  readonly pseudonym: string;
  readonly unit: string;
  readonly country: string;
}

export const EMPTY_PROFILE: Profile = { pseudonym: '', unit: '', country: '' };

/** Names of the fields that are still empty. */
export function missingIn(profile: Profile): (keyof Profile)[] {
  const names = ['pseudonym', 'unit', 'country'] as const;
  return names.filter((name) => profile[name].trim() === '');
}

interface ProfileFieldsProps {
  readonly profile: Profile;
  readonly missing: readonly (keyof Profile)[];
  readonly onProfile: (profile: Profile) => void;
}

export function ProfileFields({ profile, missing, onProfile }: ProfileFieldsProps): JSX.Element {
  const error = (name: keyof Profile): string | undefined =>
    missing.includes(name) ? t('profile_missing') : undefined;
  return (
    <div class="fields">
      <TextField
        name="pseudonym"
        label={t('profile_pseudonym')}
        hint={t('profile_pseudonym_hint')}
        value={profile.pseudonym}
        maxLength={60}
        error={error('pseudonym')}
        onValue={(pseudonym) => onProfile({ ...profile, pseudonym })}
      />
      <TextField
        name="unit"
        label={t('profile_unit')}
        hint={t('profile_unit_hint')}
        value={profile.unit}
        maxLength={120}
        error={error('unit')}
        onValue={(unit) => onProfile({ ...profile, unit })}
      />
      <div class="field">
        <label for="country">{t('profile_country')}</label>
        <select
          id="country"
          name="country"
          value={profile.country}
          aria-invalid={error('country') !== undefined}
          aria-describedby={error('country') === undefined ? undefined : 'country-error'}
          onChange={(event) => onProfile({ ...profile, country: event.currentTarget.value })}
        >
          <option value="">{t('profile_country_choose')}</option>
          <Countries label={t('profile_country_europe')} codes={EUROPE} />
          <Countries label={t('profile_country_world')} codes={WORLD} />
        </select>
        <FieldError id="country" text={error('country')} />
      </div>
    </div>
  );
}

function Countries({ label, codes }: { label: string; codes: readonly string[] }): JSX.Element {
  return (
    <optgroup label={label}>
      {sortedCountries(codes).map(({ code, name }) => (
        <option value={code} key={code}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}
