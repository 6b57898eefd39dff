// Facts of X that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'x',
  name: 'X',
  hosts: ['x.com', 'twitter.com'],
  ownAccount: [
    '[data-testid="SideNav_AccountSwitcher_Button"]',
    '[data-testid="AppTabBar_Profile_Link"]',
    '[data-testid="DashButton_ProfileIcon_Link"]',
    '[data-testid="inline_reply_offscreen"]',
    '[data-testid="DMDrawer"]',
    '[data-testid^="tweetTextarea_"]',
  ],
};
