// Which addresses an endpoint may have, and the id under which deliveries to it are kept. Runs in the worker and the UI.
// Refuses plain http to anything but this machine, and credentials inside an address.
import { FlagpostError } from '../errors';

export type CheckedUrl =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly problem: { readonly code: 'endpoint_url_invalid' | 'endpoint_insecure' } };

const refused = (code: 'endpoint_url_invalid' | 'endpoint_insecure'): CheckedUrl => ({
  ok: false,
  problem: { code },
});

/** Checks what was typed; the answer's url is normalised: no query, fragment or trailing slash. */
export function checkEndpointUrl(typed: string): CheckedUrl {
  const text = typed.trim();
  if (!URL.canParse(text)) return refused('endpoint_url_invalid');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refused('endpoint_url_invalid');
  if (url.username !== '' || url.password !== '' || url.hostname === '')
    return refused('endpoint_url_invalid');
  if (url.search !== '' || url.hash !== '') return refused('endpoint_url_invalid');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return refused('endpoint_insecure');
  return { ok: true, url: url.origin + url.pathname.replace(/\/+$/u, '') };
}

/** The key of deliveries, batches and receipts. Throws FlagpostError with the code of `checkEndpointUrl`. */
export function endpointId(url: string): string {
  const checked = checkEndpointUrl(url);
  if (!checked.ok) throw new FlagpostError(checked.problem.code);
  return checked.url;
}

/** URL parsing has already turned every spelling of an IPv4 address into four decimal parts. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/u.test(hostname);
}
