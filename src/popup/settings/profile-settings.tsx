// Changing the profile. It holds for flags to come; earlier records keep what they were made with. Runs in the UI.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useApp } from '../app';
import { EMPTY_PROFILE, missingIn, ProfileFields } from '../parts/profile-fields';
import { Saved } from '../parts/saved';
import { t } from '../t';

export function ProfileSettings(): JSX.Element {
  const { settings, changeSettings } = useApp();
  const [profile, setProfile] = useState(settings.value.profile ?? EMPTY_PROFILE);
  const [checked, setChecked] = useState(false);
  const [saved, setSaved] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    const [first] = missingIn(profile);
    if (first !== undefined) return document.getElementById(first)?.focus();
    const { pseudonym, unit, country } = profile;
    await changeSettings({ profile: { pseudonym: pseudonym.trim(), unit: unit.trim(), country } });
    setSaved(true);
  };
  return (
    <form
      class="card"
      noValidate
      onSubmit={submit}
      aria-labelledby="settings-profile"
      data-testid="profile-form"
    >
      <h2 id="settings-profile">{t('settings_profile')}</h2>
      <ProfileFields
        profile={profile}
        missing={checked ? missingIn(profile) : []}
        onProfile={(next) => {
          setSaved(false);
          setProfile(next);
        }}
      />
      <Saved saved={saved} />
    </form>
  );
}
