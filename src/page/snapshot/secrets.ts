// What in an attribute or an address is a credential, or a store of the page's own state. Runs in the page. Changes nothing.

/** Parameters of addresses, by name, that are of use to whoever holds them. */
const NAMES =
  '(?:access|auth|id|refresh|session|csrf|xsrf|fb_dtsg|oauth)[-_]?token|token|auth|authorization|jwt|sid|(?:s|j|php)?sess(?:ion)?(?:[-_]?id)?|[cx]srf[^=&]{0,100}|fb_dtsg|lsd|jazoest|api[-_]?key|client[-_]?secret|secret|passw(?:or)?d|pwd';
const PARAMETER = new RegExp(`^(?:${NAMES})$`, 'iu');
const IN_TEXT = new RegExp(`([?&#;](?:${NAMES})=)[^?&#;\\s"'<>]+`, 'giu');
const NAME = /token|csrf|xsrf|nonce|secret|passw|api-?key|session|credential|viewer|current-?user/iu;
const JWT = /\beyJ[\w-]{8,2000}\.[\w-]{8,}\.[\w-]*/u;
const LONG_SECRET = /^[\w+/=.~-]{64,}$/u;
/** Longer data attributes carry the page's state, in which the viewer's own account may stand. */
const LONGEST_DATA = 1024;

export function isSecret(name: string, value: string): boolean {
  if (name === 'nonce' || JWT.test(value.slice(0, 20_000))) return true;
  const own = name.startsWith('data-') || name === 'content';
  return (
    own && (NAME.test(name) || value.length > LONGEST_DATA || (name !== 'content' && LONG_SECRET.test(value)))
  );
}

/** <meta> by its name: CSRF tokens and the like; their content goes with them. */
export function isSecretMeta(name: string): boolean {
  return NAME.test(name) || /^(?:user-|current_)/iu.test(name);
}

/** The address without the values of such parameters; undefined when there are none. */
export function withoutSecrets(address: string): string | undefined {
  if (!/[?#&]/u.test(address) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const found = secretKeys(url.searchParams);
  for (const key of found) url.searchParams.set(key, 'removed');
  const inHash = new URLSearchParams(url.hash.slice(1));
  const hashed = url.hash.includes('=') ? secretKeys(inHash) : [];
  for (const key of hashed) inHash.set(key, 'removed');
  if (hashed.length > 0) url.hash = inHash.toString();
  return found.length + hashed.length > 0 ? url.href : undefined;
}

/** A text in which there may be addresses, relative ones too, without the same; undefined when there are none. */
export function textWithoutSecrets(text: string): string | undefined {
  const clean = text.replace(IN_TEXT, '$1removed');
  return clean === text ? undefined : clean;
}

function secretKeys(params: URLSearchParams): string[] {
  const found: string[] = [];
  // Firefox (153) lets no script of an extension iterate over these
  params.forEach((_value, key) => {
    if (PARAMETER.test(key) && !found.includes(key)) found.push(key);
  });
  return found;
}
