// Facts of the fediverse's other software that need neither page nor network. Runs anywhere. Known by what the page is.
import type { Facts } from '../platform';

/** Misskey, Pleroma, Pixelfed, Lemmy, PeerTube, GoToSocial, Friendica and their forks. Mastodon's are "mastodon". */
export const facts: Facts = {
  platform: 'fediverse',
  name: 'Fediverse',
  hosts: [],
  ownAccount: ['.user-panel', '.side-drawer', '.logged-in-block', '.logged-in-more'],
};
