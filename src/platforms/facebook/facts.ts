// Facts of Facebook that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'facebook',
  name: 'Facebook',
  hosts: ['facebook.com', 'fb.watch'],
  ownAccount: [
    '[role="banner"] [role="navigation"]',
    '[data-pagelet="LeftRail"]',
    '[data-pagelet="RightRail"]',
    '[data-pagelet="FeedComposer"]',
    '[data-pagelet^="ChatTab"]',
    '[role="article"] form[role="presentation"]',
  ],
};
