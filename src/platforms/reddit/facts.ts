// Facts of Reddit that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'reddit',
  name: 'Reddit',
  hosts: ['reddit.com'],
  ownAccount: [
    '#expand-user-drawer-button',
    '#user-drawer',
    '#USER_DROPDOWN_ID',
    '#header-bottom-right',
    'reddit-header-action-items',
    'comment-composer-host',
    'shreddit-composer',
    '[noun="user_drawer"]',
  ],
};
