// Stores an endpoint and its token; an empty address takes the endpoint away. Runs in the UI.
import { DEFAULT_ENDPOINT, forgetToken, loadToken, saveToken } from '../settings';
import { checkEndpointUrl } from '../sync/endpoint-url';
import type { App } from './app';
import type { EndpointForm } from './parts/endpoint-fields';

/**
 * The token first: a worker that hears of the endpoint finds its token there. An empty token leaves the stored one
 * when that was entered for the same origin; one for any other is forgotten.
 */
export async function saveEndpoint(app: App, { url, token, rememberToken }: EndpointForm): Promise<void> {
  const checked = checkEndpointUrl(url);
  if (!checked.ok) {
    await forgetToken();
    await app.changeSettings({ endpoint: undefined });
    return;
  }
  if (token !== '') await saveToken(token, rememberToken, checked.url);
  else if ((await loadToken(checked.url)) === undefined) await forgetToken();
  const before = app.settings.value.endpoint ?? DEFAULT_ENDPOINT;
  await app.changeSettings({ endpoint: { ...before, url: checked.url, rememberToken } });
}
