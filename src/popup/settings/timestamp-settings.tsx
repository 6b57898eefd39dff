// The time-stamp authority that seals are taken to, and the roots that its answers are checked against. Runs in the UI.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { askHost } from '../access';
import { useApp } from '../app';
import { describedBy, FieldError, TextField } from '../parts/field';
import { Saved } from '../parts/saved';
import { t } from '../t';
import { AuthorityAccess } from './authority-access';
import { countCertificates, PEM_MAX_CHARACTERS } from './pem';

/** Authorities are often reached by plain http: their answers are signed, and what they are sent is a digest. */
function isAuthority(url: string): boolean {
  return URL.canParse(url) && /^https?:$/u.test(new URL(url).protocol);
}

export function TimestampSettings(): JSX.Element {
  const app = useApp();
  const { timestampRoots = '', timestampUrl = '' } = app.settings.value;
  const [form, setForm] = useState({ url: timestampUrl, roots: timestampRoots });
  const [checked, setChecked] = useState(false);
  const [saved, setSaved] = useState(false);
  const url = form.url.trim();
  const certificates = countCertificates(form.roots);
  const wrongUrl = url !== '' && !isAuthority(url);
  const wrongRoots = form.roots.trim() !== '' && certificates === undefined;
  const change = (next: Partial<typeof form>): void => {
    setSaved(false);
    setForm({ ...form, ...next });
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (wrongUrl) document.getElementById('timestampUrl')?.focus();
    else if (wrongRoots) document.getElementById('timestampRoots')?.focus();
    else {
      void save();
      // in the gesture itself; nothing waits for the answer
      if (app.view === 'tab' && url !== '') void askHost(url);
    }
  };
  const save = async (): Promise<void> => {
    const [toUrl, toRoots] = [url || undefined, form.roots.trim() || undefined];
    await app.changeSettings({ timestampUrl: toUrl, timestampRoots: toRoots });
    setSaved(true);
  };
  return (
    <form
      class="card"
      noValidate
      onSubmit={submit}
      aria-labelledby="settings-timestamp"
      data-testid="timestamp-form"
    >
      <h2 id="settings-timestamp">{t('timestamp_title')}</h2>
      <p class="hint">{t('timestamp_hint')}</p>
      <TextField
        name="timestampUrl"
        type="url"
        label={t('timestamp_url')}
        hint={t('timestamp_url_hint')}
        optional
        value={form.url}
        error={checked && wrongUrl ? t('error_timestamp_url_invalid') : undefined}
        onValue={(value) => change({ url: value })}
      />
      <RootsField
        roots={form.roots}
        certificates={certificates}
        error={checked && wrongRoots ? t('timestamp_roots_wrong') : undefined}
        onRoots={(roots) => change({ roots })}
      />
      <AuthorityAccess url={timestampUrl} saved={saved} />
      <Saved saved={saved} />
    </form>
  );
}

interface RootsFieldProps {
  readonly roots: string;
  readonly certificates: number | undefined;
  readonly error: string | undefined;
  readonly onRoots: (roots: string) => void;
}

function RootsField({ roots, certificates, error, onRoots }: RootsFieldProps): JSX.Element {
  const read = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) onRoots(await file.slice(0, PEM_MAX_CHARACTERS).text());
  };
  return (
    <div class="field">
      <label for="timestampRoots">
        {t('timestamp_roots')} <span class="field-optional">{t('part_optional')}</span>
      </label>
      <textarea
        id="timestampRoots"
        name="timestampRoots"
        class="pem"
        dir="ltr"
        rows={4}
        spellcheck={false}
        placeholder="-----BEGIN CERTIFICATE-----"
        value={roots}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy('timestampRoots', 'hint', error)}
        onInput={(event) => onRoots(event.currentTarget.value)}
      />
      <div class="below-text">
        <p class="hint" id="timestampRoots-hint">
          {t('timestamp_roots_hint')}
        </p>
        <p class="count" role="status">
          {certificates !== undefined && t('timestamp_roots_count', certificates)}
        </p>
      </div>
      <FieldError id="timestampRoots" text={error} />
      <label class="button file-button">
        {t('timestamp_roots_file')}
        <input
          class="visually-hidden"
          type="file"
          accept=".pem,.crt,.cer,application/x-pem-file"
          data-testid="roots-file"
          onChange={(event) => void read(event.currentTarget.files?.[0])}
        />
      </label>
    </div>
  );
}
