// One spelling for an address, so that two captures of one page agree. Runs anywhere, offline.
// Takes away only what is known to track; whatever may name or open the thing stays (keys, secrets, ids, searches).

const EVERYWHERE = new Set(
  `fbclid gclid gclsrc dclid wbraid gbraid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh ig_rid mc_cid mc_eid
  mkt_tok _openstat srsltid vero_id oly_anon_id oly_enc_id wickedid rb_clickid s_cid _ga _gl _hsenc _hsmi __hssc __hstc
  __hsfp hsCtaTracking __twitter_impression ref_src ref_url`.split(/\s+/),
);
const EVERYWHERE_BY_START = ['utm_', 'mtm_', 'pk_', 'wt.', 'at_campaign', 'at_medium'];

/** By host, on label boundaries. "start*" matches every name that starts so. */
const BY_HOST: Readonly<Record<string, readonly string[]>> = {
  'x.com': ['s', 't', 'cxt', 'cn', 'src', 'twgr', 'twcamp'],
  'twitter.com': ['s', 't', 'cxt', 'cn', 'src', 'twgr', 'twcamp'],
  't.me': ['embed', 'mode', 'single'],
  'instagram.com': ['img_index', 'hl'],
  'facebook.com': [
    '__cft__*',
    '__tn__',
    '__xts__*',
    'mibextid',
    'rdid',
    'ref',
    'refsrc',
    'eav',
    'paipv',
    'sfnsn',
    'extid',
    '_rdr',
    'locale',
  ],
  'youtube.com': ['feature', 'si', 'pp', 'app', 'ab_channel', 'embeds_*', 'source_ve_path', 'attr_tag', 'kw'],
  'youtu.be': ['feature', 'si', 'pp'],
  'tiktok.com': [
    'is_from_webapp',
    'is_copy_url',
    'sender_device',
    'web_id',
    '_r',
    '_t',
    '_d',
    'u_code',
    'share_*',
    'refer',
    'referer_url',
    'embed_source',
  ],
  'reddit.com': ['share_id', 'correlation_id', 'ref*', 'rdt', '$deep_link', '$3p', 'post_fullname'],
  'vk.com': ['trackcode'],
  'rumble.com': ['e9s', 'mref', 'mc'],
  'odysee.com': ['r', 'src'],
  'soundcloud.com': ['si', 'in', 'ref'],
  'google.com': ['usp', 'ouid', 'rtpof', 'sd', 'authuser'],
};

/** Routes of single-page apps, chats, and anchors of one post; other fragments are places on the page. */
const IDENTIFYING_FRAGMENT =
  /^#(?:[!/@]|-?\d|(?:p|pc|m|c|r|t|post|comment|message|msg|reply|pid|status)[-_]?\d+$)/i;

export function normalizeUrl(url: string): string {
  if (!URL.canParse(url)) return url.trim();
  const clean = new URL(url);
  clean.hostname = clean.hostname.replace(/\.+$/, '');
  clean.username = '';
  clean.password = '';
  if (!IDENTIFYING_FRAGMENT.test(clean.hash)) clean.hash = '';
  const tracks = trackersOf(clean.hostname);
  // not through searchParams: it would write what stays in another way
  const kept = clean.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !tracks(nameOf(part)));
  clean.search = kept.join('&');
  return clean.href;
}

function nameOf(part: string): string {
  const [name = ''] = part.split('=');
  return name.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function trackersOf(host: string): (name: string) => boolean {
  const own = Object.entries(BY_HOST).flatMap(([suffix, names]) =>
    host === suffix || host.endsWith(`.${suffix}`) ? names : [],
  );
  const starts = own.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
  return (name) =>
    EVERYWHERE.has(name) ||
    own.includes(name) ||
    starts.some((start) => name.startsWith(start)) ||
    EVERYWHERE_BY_START.some((start) => name.toLowerCase().startsWith(start));
}
