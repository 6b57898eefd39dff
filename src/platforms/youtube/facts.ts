// Facts of YouTube that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'youtube',
  name: 'YouTube',
  hosts: ['youtube.com', 'youtu.be', 'youtube-nocookie.com'],
  ownAccount: [
    '#avatar-btn',
    'ytd-active-account-header-renderer',
    'ytd-multi-page-menu-renderer',
    'ytd-comment-simplebox-renderer',
    'ytd-guide-renderer',
    'ytd-mini-guide-renderer',
  ],
};
