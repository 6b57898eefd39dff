// Platforms that are known by what the page is, not by its host: which of them this page is of. Runs in the page.
// Small: it is injected with the generic reader wherever the host is not listed.

import { isBlogger } from './blogger/detect';
import { isFediverse } from './fediverse/detect';
import { isBoard } from './fourchan/detect';
import type { KIN } from './hosts';
import { isMastodon } from './mastodon/detect';

/** The platform's stored name. */
export function kin(): (typeof KIN)[number] | undefined {
  if (isMastodon()) return 'mastodon';
  if (isBlogger()) return 'blogger';
  if (isBoard()) return 'fourchan';
  if (isFediverse()) return 'fediverse';
  return undefined;
}
