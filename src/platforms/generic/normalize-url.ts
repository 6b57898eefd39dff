// One spelling for an address, so that two captures of one page agree. Runs in worker and UI, offline.
// Takes away only what is known to track, by tidy-url's list; whatever may name or open the thing stays (keys, secrets,
// ids, searches, unknown fragments): two spellings of one page are a lesser harm than one spelling of two.
import rules from 'tidy-url/data/rules.js';
import { PLATFORMS } from '../hosts';

/** Never taken away, whatever a list says: what names a thing, opens it, or finds it. */
const KEPT = new Set(
  `rlkey resourcekey access_key key token secret sig signature hash h id ids story_fbid fbid set v list w z p i reply lc
  comment comment_id reply_comment_id thread q query keyword tags channel domain mbid`.split(/\s+/),
);

/** Click ids that the list lacks; a test takes out what it comes to have. */
const UNLISTED =
  `dclid wbraid gbraid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh ig_rid _openstat srsltid
  wickedid rb_clickid s_cid _ga _gl __twitter_impression ref_src ref_url at_campaign at_medium echobox`.split(
    /\s+/,
  );
/** Families in which new names keep turning up: analytics' own, and Webtrends'. */
const FAMILIES = ['utm_', 'mtm_', 'wt.'];

/** By host, on label boundaries: what the list lacks of the listed platforms. "start*" matches every name that starts so. */
const UNLISTED_BY_HOST: Readonly<Record<string, string>> = {
  'x.com': 's t cxt cn src twgr twcamp',
  'twitter.com': 't cxt cn twgr twcamp',
  't.me': 'embed mode single',
  'instagram.com': 'img_index hl',
  'facebook.com': '__cft__* __tn__ __xts__* mibextid rdid refsrc eav paipv sfnsn extid _rdr locale',
  'youtube.com': 'si pp ab_channel embeds_* source_ve_path attr_tag kw',
  'youtu.be': 'feature si pp',
  'tiktok.com': 'web_id _t share_* referer_url embed_source',
  'reddit.com': 'ref* $deep_link $3p post_fullname',
  'vk.com': 'trackcode',
  'rumble.com': 'e9s mref mc',
  'odysee.com': 'r src',
  'soundcloud.com': 'si in ref',
  'google.com': 'usp ouid rtpof sd authuser',
};

/** The list's rules for everywhere, and those for hosts of ours. Its rules for shops take identities away: they stay out. */
function listed(name: string): readonly string[] {
  return rules.flatMap((rule) => (rule.name === name ? (rule.rules ?? []) : []));
}

const EVERYWHERE = new Set([...listed('Global'), ...UNLISTED].map((name) => name.toLowerCase()));
const HOSTS = new Set([...PLATFORMS.flatMap(({ hosts }) => hosts), ...Object.keys(UNLISTED_BY_HOST)]);
const BY_HOST: readonly (readonly [host: string, names: readonly string[]])[] = Array.from(HOSTS, (host) => [
  host,
  [...listed(host), ...(UNLISTED_BY_HOST[host]?.split(' ') ?? [])],
]);

/** Fragments that are mere places on any page; others may be a route, a post, or the key that opens a file. */
const PLACE =
  /^#(?:top|section|main|content|main-content|comments|respond|comment-form|disqus_thread|footer|more)?$/i;

export function normalizeUrl(url: string): string {
  if (!URL.canParse(url)) return url.trim();
  const clean = new URL(url);
  clean.hostname = clean.hostname.replace(/\.+$/, '');
  clean.username = '';
  clean.password = '';
  const tracks = trackersOf(clean.hostname);
  const hash = withoutTrackers(
    clean.hash.slice(1).replace(/:~:.*$/, ''),
    (part) => part.includes('=') && tracks(part),
  );
  clean.hash = PLACE.test(`#${hash}`) ? '' : hash;
  clean.search = withoutTrackers(clean.search.slice(1), (part) => part === '' || tracks(part));
  return clean.href;
}

/** Not through URLSearchParams: it would write what stays in another way. */
function withoutTrackers(parts: string, tracks: (part: string) => boolean): string {
  return parts
    .split('&')
    .filter((part) => !tracks(part))
    .join('&');
}

function nameOf(part: string): string {
  const [name = ''] = part.split('=');
  return name.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function trackersOf(host: string): (part: string) => boolean {
  const own = BY_HOST.flatMap(([suffix, names]) =>
    host === suffix || host.endsWith(`.${suffix}`) ? names : [],
  );
  const starts = own.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
  return (part) => {
    const name = nameOf(part);
    const lower = name.toLowerCase();
    if (KEPT.has(lower)) return false;
    return (
      EVERYWHERE.has(lower) ||
      own.includes(name) ||
      starts.some((start) => name.startsWith(start)) ||
      FAMILIES.some((start) => lower.startsWith(start))
    );
  };
}
