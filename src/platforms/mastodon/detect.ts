// Whether this page is one of Mastodon or of a fork of it: by its marks, on whatever host. Runs in the page.
import { meta } from '../head';
import { one, property } from '../reading';

const APP = '#mastodon[data-props],#mastodon-status[data-props]';
/** Pages that the server renders: all before version 4, later only some. */
const RENDERED =
  '.activity-stream .detailed-status,.activity-stream .status__content,.public-layout .account__header';

export function isMastodon(): boolean {
  if (/^(?:mastodon|glitch-soc|hometown)\b/i.test(meta('generator') ?? '') || one(document, APP)) return true;
  const state = one(document, 'script#initial-state');
  const data = state && property(Node, 'textContent', state);
  if (typeof data === 'string' && data.slice(0, 5000).includes('"streaming_api_base_url"')) return true;
  return one(document, RENDERED) !== null;
}
