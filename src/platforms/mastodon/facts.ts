// Facts of Mastodon and kin that need neither page nor network. Runs anywhere. Known by what the page is, not by its host.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'mastodon',
  name: 'Mastodon',
  hosts: [],
  ownAccount: [
    '.drawer',
    '.compose-panel',
    '.compose-form',
    '.navigation-bar',
    '.reply-indicator',
    '.column-link[href*="/lists/"]',
  ],
};
