// Facts of Bluesky that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'bluesky',
  name: 'Bluesky',
  hosts: ['bsky.app'],
  ownAccount: [
    '[data-testid="bottomBarProfileBtn"]',
    'nav a[aria-label="Profile"]',
    'nav :is(a,button):has([data-testid="userAvatarImage"])',
    '[data-testid="composePostView"]',
  ],
};
