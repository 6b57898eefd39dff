// Facts of Discord that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'discord',
  name: 'Discord',
  hosts: ['discord.com', 'discordapp.com'],
  ownAccount: [
    'section[class*="panels"]',
    'nav[class*="guilds"]',
    '[class*="privateChannels"]',
    '[class*="channelTextArea"]',
  ],
};
