// Facts of Blogger that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'blogger',
  name: 'Blogger',
  hosts: ['blogspot.com', 'blogger.com'],
  ownAccount: ['#b-navbar', '#navbar', '#navbar-iframe'],
};
