// Changing the endpoint, its token, how much goes in a batch, and whether it goes by itself. Runs in the UI.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { DEFAULT_ENDPOINT, forgetToken, loadToken, saveToken } from '../../settings';
import { BATCH_MAX_FLAGS } from '../../wire/batch';
import { askAccess, hasAccess, openTab } from '../access';
import { useApp } from '../app';
import { EndpointFields, endpointProblem } from '../parts/endpoint-fields';
import { Checkbox, TextField } from '../parts/field';
import { Saved } from '../parts/saved';
import { saveEndpoint } from '../save-endpoint';
import { t } from '../t';
import { tellWorker } from '../worker';

export function EndpointSettings(): JSX.Element {
  const app = useApp();
  const endpoint = app.settings.value.endpoint ?? DEFAULT_ENDPOINT;
  const [form, setForm] = useState({ url: endpoint.url, token: '', rememberToken: endpoint.rememberToken });
  const [batch, setBatch] = useState(String(endpoint.batchSize));
  const [checked, setChecked] = useState(false);
  const [saved, setSaved] = useState(false);
  const [tokenStored, setTokenStored] = useState(false);
  useEffect(() => {
    let typedOn = false;
    void loadToken(form.url.trim()).then((token) => {
      if (!typedOn) setTokenStored(token !== undefined);
    });
    return () => {
      typedOn = true;
    };
  }, [form.url]);

  const size = Number(batch);
  const batchWrong = !Number.isInteger(size) || size < 1 || size > BATCH_MAX_FLAGS;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (endpointProblem(form) !== undefined) document.getElementById('endpointUrl')?.focus();
    else if (batchWrong) document.getElementById('batchSize')?.focus();
    else {
      void save();
      // in the gesture itself; nothing waits for the answer
      if (app.view === 'tab' && form.url.trim() !== '') void askAccess(form.url);
    }
  };
  const save = async (): Promise<void> => {
    await saveEndpoint(app, form);
    const { endpoint: stored } = app.settings.value;
    if (stored !== undefined) await app.changeSettings({ endpoint: { ...stored, batchSize: size } });
    // remembering or no longer remembering holds for the token that is already there, too
    const token = await loadToken(stored?.url);
    if (token !== undefined && stored !== undefined) await saveToken(token, form.rememberToken, stored.url);
    setTokenStored(token !== undefined);
    setForm((before) => ({ ...before, token: '' }));
    setSaved(true);
  };
  const forget = async (): Promise<void> => {
    await forgetToken();
    setTokenStored(false);
    tellWorker();
  };
  const change =
    <V,>(set: (value: V) => void) =>
    (value: V): void => {
      setSaved(false);
      set(value);
    };

  return (
    <form
      class="card"
      noValidate
      onSubmit={submit}
      aria-labelledby="settings-endpoint"
      data-testid="endpoint-form"
    >
      <h2 id="settings-endpoint">{t('settings_endpoint')}</h2>
      <EndpointFields
        form={form}
        problem={checked ? endpointProblem(form) : undefined}
        tokenStored={tokenStored}
        onForm={change(setForm)}
      />
      {tokenStored && (
        <button type="button" class="quiet" onClick={() => void forget()}>
          {t('endpoint_token_forget')}
        </button>
      )}
      <TextField
        name="batchSize"
        type="number"
        label={t('endpoint_batch')}
        hint={t('endpoint_batch_hint')}
        value={batch}
        error={checked && batchWrong ? t('endpoint_batch_wrong') : undefined}
        onValue={change(setBatch)}
      />
      <Checkbox
        name="autoSync"
        label={t('settings_auto_sync')}
        hint={t('settings_auto_sync_hint')}
        checked={app.settings.value.autoSync}
        onChecked={(autoSync) => void app.changeSettings({ autoSync })}
      />
      <Access url={endpoint.url} saved={saved} />
      <Saved saved={saved} />
    </form>
  );
}

/** Shown while the browser does not let us reach the stored endpoint. */
function Access({ url, saved }: { url: string; saved: boolean }): JSX.Element | null {
  const { view } = useApp();
  const [granted, setGranted] = useState(true);
  useEffect(() => {
    if (url !== '') void hasAccess(url).then(setGranted);
  }, [url, saved]);
  if (url === '' || granted) return null;
  return (
    <div class="note" data-testid="access-missing">
      <p>{t(view === 'popup' ? 'endpoint_access_popup' : 'endpoint_access_missing')}</p>
      {view === 'popup' ? (
        <button type="button" onClick={() => openTab('#settings')}>
          {t('nav_open_tab')}
        </button>
      ) : (
        <button type="button" onClick={() => void askAccess(url).then(setGranted)}>
          {t('endpoint_access_allow')}
        </button>
      )}
    </div>
  );
}
