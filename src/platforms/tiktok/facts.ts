// Facts of TikTok that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'tiktok',
  name: 'TikTok',
  hosts: ['tiktok.com'],
  ownAccount: [
    '[data-e2e="profile-icon"]',
    '[data-e2e="nav-profile"]',
    '[data-e2e="inbox-list"]',
    '[data-e2e="comment-input"]',
  ],
};
