// Facts of VK that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'vk',
  name: 'VK',
  hosts: ['vk.com', 'vk.ru', 'vkvideo.ru'],
  ownAccount: [
    '#top_profile_link',
    '.top_profile_link',
    '.TopNavBtn__profileLink',
    '#side_bar',
    '.reply_box',
  ],
};
