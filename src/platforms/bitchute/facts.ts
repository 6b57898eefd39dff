// Facts of BitChute that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'bitchute',
  name: 'BitChute',
  hosts: ['bitchute.com'],
  ownAccount: ['header .q-btn:has(.q-avatar)', '#user-menu'],
};
