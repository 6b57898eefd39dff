// Where flags go: address, token, whether the token is remembered. Pure; used at the first run and in the settings.
import type { JSX } from 'preact';
import type { ErrorCode } from '../../errors';
import { checkEndpointUrl } from '../../sync/endpoint-url';
import { t } from '../t';
import { Checkbox, TextField } from './field';

export interface EndpointForm {
  readonly url: string;
  readonly token: string;
  readonly rememberToken: boolean;
}

/** What is wrong with the address; an empty one is none and nothing is wrong with it. */
export function endpointProblem({ url }: EndpointForm): ErrorCode | undefined {
  if (url.trim() === '') return undefined;
  const checked = checkEndpointUrl(url);
  return checked.ok ? undefined : checked.problem.code;
}

interface EndpointFieldsProps {
  readonly form: EndpointForm;
  readonly problem: ErrorCode | undefined;
  /** A token is stored already: leaving the field empty keeps it. */
  readonly tokenStored: boolean;
  readonly onForm: (form: EndpointForm) => void;
}

export function EndpointFields({ form, problem, tokenStored, onForm }: EndpointFieldsProps): JSX.Element {
  return (
    <div class="fields">
      <TextField
        name="endpointUrl"
        type="url"
        label={t('endpoint_url')}
        hint={t('endpoint_url_hint')}
        optional
        value={form.url}
        maxLength={2000}
        error={problem === undefined ? undefined : t(`error_${problem}`)}
        onValue={(url) => onForm({ ...form, url })}
      />
      <TextField
        name="token"
        type="password"
        label={t('endpoint_token')}
        hint={tokenStored ? t('endpoint_token_kept') : t('endpoint_token_hint')}
        optional
        value={form.token}
        maxLength={2000}
        onValue={(token) => onForm({ ...form, token })}
      />
      <Checkbox
        name="rememberToken"
        label={t('endpoint_remember')}
        hint={t('endpoint_remember_hint')}
        checked={form.rememberToken}
        onChecked={(rememberToken) => onForm({ ...form, rememberToken })}
      />
    </div>
  );
}
