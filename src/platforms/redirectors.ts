// Links that platforms lead through themselves, unwrapped without the network. Runs anywhere.
// Only exact hosts and paths, only http(s) targets; short links (t.co, vk.cc ...) do not carry their target and stay.

interface Redirector {
  /** The whole host. */
  readonly host: RegExp;
  readonly path: RegExp;
  /** The first of these parameters that holds an address; none: the whole query does. */
  readonly params: readonly string[];
  /** Only when this parameter has this value: the path serves other things too. */
  readonly when?: readonly [name: string, value: string];
}

const ANY = /./;
const MOST_LAYERS = 5;

const REDIRECTORS: readonly Redirector[] = [
  { host: /^(?:[a-z\d-]+\.)?facebook\.com$/, path: /^\/(?:l|lsr)\.php$|^\/flx\/warn\/?$/, params: ['u'] },
  { host: /^lm?\.facebook\.com$|^l\.(?:instagram|messenger|threads)\.com$/, path: ANY, params: ['u'] },
  { host: /^l\.threads\.net$|^l\.wl\.co$/, path: ANY, params: ['u'] },
  { host: /^(?:[a-z]+\.)?(?:vk\.(?:com|ru)|vkontakte\.ru)$/, path: /^\/away(?:\.php)?$/, params: ['to'] },
  { host: okHost(), path: /^\/dk$/, params: ['st.link'], when: ['cmd', 'logExternal'] },
  { host: okHost(), path: /^\/dk$/, params: ['st.link'], when: ['st.cmd', 'logExternal'] },
  { host: okHost(), path: /^\/dk$/, params: ['st.rfn'], when: ['st.cmd', 'outLinkWarning'] },
  { host: /^(?:(?:www|m|music)\.)?youtube\.com$/, path: /^\/redirect$/, params: ['q'] },
  { host: /^out\.reddit\.com$/, path: ANY, params: ['url'] },
  { host: /^(?:(?:www|mobile)\.)?(?:x|twitter)\.com$/, path: /^\/i\/redirect$/, params: ['url'] },
  { host: /^go\.bsky\.app$/, path: /^\/redirect$/, params: ['u'] },
  { host: /^(?:(?:www|m)\.)?tiktok\.com$/, path: /^\/link\/v2$/, params: ['target'] },
  { host: /^t\.me$|^telegram\.me$/, path: /^\/iv$/, params: ['url'] },
  { host: /^gate\.sc$|^exit\.sc$/, path: ANY, params: ['url'] },
  { host: /^t\.umblr\.com$/, path: /^\/redirect$/, params: ['z'] },
  { host: /^href\.li$|^anonym\.to$/, path: /^\/$/, params: [] },
  { host: /^steamcommunity\.com$/, path: /^\/linkfilter\/?$/, params: ['url', 'u'] },
  { host: /^(?:www\.)?google\.(?:com|[a-z]{2}|com?\.[a-z]{2})$/, path: /^\/url$/, params: ['q', 'url'] },
  { host: /^(?:html\.)?duckduckgo\.com$/, path: /^\/l\/?$/, params: ['uddg'] },
  { host: /^(?:www\.)?linkedin\.com$/, path: /^\/(?:safety\/go|redir\/redirect)\/?$/, params: ['url'] },
  { host: /^(?:www\.)?dropbox\.com$/, path: /^\/referrer_cleansing_redirect$/, params: ['url'] },
  { host: /^(?:www\.)?pinterest\.com$/, path: /^\/offsite\/?$/, params: ['url'] },
  { host: /^medium\.com$/, path: /^\/r\/?$/, params: ['url'] },
  { host: /^(?:www\.)?livejournal\.com$|^dzen\.ru$/, path: /^\/away$/, params: ['to'] },
  { host: /^sys\.4chan(?:nel)?\.org$/, path: /^\/derefer$/, params: ['url'] },
];

function okHost(): RegExp {
  return /^(?:(?:www|m)\.)?(?:ok|odnoklassniki)\.ru$/;
}

/** Where a link leads behind redirectors that carry their target, a few layers deep; any other link as it is. */
export function unwrap(link: string): string {
  let at = link;
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    const target = targetOf(at);
    if (target === undefined) break;
    at = target;
  }
  return at;
}

function targetOf(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const { protocol, hostname, pathname, search, searchParams } = new URL(link);
  if (!/^https?:$/.test(protocol)) return undefined;
  const host = hostname.replace(/\.$/, '');
  for (const { host: hosts, path, params, when } of REDIRECTORS) {
    if (!hosts.test(host) || !path.test(pathname) || (when && searchParams.get(when[0]) !== when[1]))
      continue;
    const values = params.length === 0 ? [search.slice(1)] : params.map((name) => searchParams.get(name));
    const target = values.map(addressIn).find((address) => address !== undefined);
    if (target !== undefined) return target;
  }
  return undefined;
}

/** An http(s) address, once more decoded when it was encoded twice; not one whose letters were lost in decoding. */
function addressIn(value: string | null): string | undefined {
  const text = value && /^https?%3A/i.test(value) ? new URLSearchParams(`_=${value}`).get('_') : value;
  if (!text || text.includes('\uFFFD') || !/^https?:\/\//i.test(text) || !URL.canParse(text))
    return undefined;
  return new URL(text).href;
}
