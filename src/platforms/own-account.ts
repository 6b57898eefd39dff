// What shows the analyst's own account on a platform's pages, for what is stored of a whole page. Runs anywhere.
import { facts as fediverse } from './fediverse/facts';
import { PLATFORMS } from './hosts';
import { facts as mastodon } from './mastodon/facts';

export interface OwnAccount {
  /** Selectors. */
  readonly ownAccount: readonly string[];
  /** The pages' markup is the platform's, not an author's. */
  readonly listed: boolean;
}

/** By the platform's stored name; nothing is known of any other page. */
export function ownAccountOf(platform: string): OwnAccount {
  const facts = [...PLATFORMS, mastodon, fediverse].find((one) => one.platform === platform);
  return { ownAccount: facts?.ownAccount ?? [], listed: facts !== undefined && platform !== 'blogger' };
}
