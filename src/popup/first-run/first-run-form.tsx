// The first screen: who flags, the first session, and, if there is one, the endpoint. Pure.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { View } from '../app';
import { EndpointFields, type EndpointForm, endpointProblem } from '../parts/endpoint-fields';
import { TextField } from '../parts/field';
import { Mark } from '../parts/icons';
import { EMPTY_PROFILE, missingIn, type Profile, ProfileFields } from '../parts/profile-fields';
import { t } from '../t';

export interface FirstRunValues {
  readonly profile: Profile;
  readonly sessionName: string;
  readonly endpoint: EndpointForm;
}

interface FirstRunFormProps {
  readonly view: View;
  readonly sessionName: string;
  readonly saving: boolean;
  readonly onValues: (values: FirstRunValues) => void;
  readonly onOpenTab: () => void;
}

export function FirstRunForm({
  view,
  saving,
  onValues,
  onOpenTab,
  ...props
}: FirstRunFormProps): JSX.Element {
  const [profile, setProfile] = useState(EMPTY_PROFILE);
  const [sessionName, setSessionName] = useState(props.sessionName);
  const [endpoint, setEndpoint] = useState<EndpointForm>({ url: '', token: '', rememberToken: false });
  const [checked, setChecked] = useState(false);
  const missing = checked ? missingIn(profile) : [];
  const nameMissing = checked && sessionName.trim() === '';
  const problem = checked ? endpointProblem(endpoint) : undefined;

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setChecked(true);
    const wrong = [...missingIn(profile), ...(sessionName.trim() === '' ? ['sessionName'] : [])];
    if (endpointProblem(endpoint) !== undefined) wrong.push('endpointUrl');
    const [first] = wrong;
    if (first === undefined) onValues({ profile, sessionName: sessionName.trim(), endpoint });
    else document.getElementById(first)?.focus();
  };

  return (
    <form class="first-run sheet" noValidate onSubmit={submit} data-testid="first-run">
      <header class="first-head">
        <Mark />
        <h1>{t('first_title')}</h1>
        <p>{t('first_intro')}</p>
      </header>
      <section class="card" aria-labelledby="first-who">
        <h2 id="first-who">{t('first_who')}</h2>
        <ProfileFields profile={profile} missing={missing} onProfile={setProfile} />
      </section>
      <section class="card" aria-labelledby="first-session">
        <h2 id="first-session">{t('first_session')}</h2>
        <TextField
          name="sessionName"
          label={t('sessions_name')}
          hint={t('first_session_hint')}
          value={sessionName}
          maxLength={120}
          error={nameMissing ? t('sessions_name_missing') : undefined}
          onValue={setSessionName}
        />
      </section>
      <section class="card" aria-labelledby="first-endpoint">
        <h2 id="first-endpoint">{t('first_endpoint')}</h2>
        <p class="hint">{t('first_endpoint_hint')}</p>
        <EndpointFields form={endpoint} problem={problem} tokenStored={false} onForm={setEndpoint} />
        {view === 'popup' ? (
          <div class="note">
            <p>{t('endpoint_access_popup')}</p>
            <button type="button" onClick={onOpenTab}>
              {t('nav_open_tab')}
            </button>
          </div>
        ) : (
          endpoint.url.trim() !== '' && <p class="note">{t('endpoint_access_tab')}</p>
        )}
      </section>
      <button type="submit" class="primary wide" disabled={saving} data-testid="start">
        {t('first_start')}
      </button>
    </form>
  );
}
