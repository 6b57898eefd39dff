// Facts of Rumble that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'rumble',
  name: 'Rumble',
  hosts: ['rumble.com'],
  ownAccount: ['[class*="header-user"]', '.user-bar', '.comments-create'],
};
