// Whether this page is of other software of the fediverse than Mastodon: by its marks, on whatever host. Runs in the page.
import { meta } from '../head';
import { one } from '../reading';

const NAMES =
  /^(?:misskey|firefish|iceshrimp|sharkey|cherrypick|foundkey|calckey|pleroma|akkoma|rebased|soapbox|pixelfed|lemmy|peertube|gotosocial|friendica|wafrn|mitra)\b/i;
const MARKS = [
  '#misskey_app,script#misskey_meta,meta[name^="misskey:"]',
  'script#initial-results,.StatusContent,.status-el .status-content',
  '#soapbox',
  '.timeline-status-component,.status-card-component',
  '.lemmy-site,.post-listing .post-title',
  'my-app my-header,my-video-watch',
  'article.status .status-link,article.status .e-content',
].join();

export function isFediverse(): boolean {
  const said = ['generator', 'application-name', 'og:platform', 'og:site_name'];
  return said.some((key) => NAMES.test(meta(key)?.trim() ?? '')) || one(document, MARKS) !== null;
}
