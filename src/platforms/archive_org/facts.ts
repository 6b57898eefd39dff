// Facts of archive.org that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'archive_org',
  name: 'archive.org',
  hosts: ['archive.org'],
  ownAccount: ['.user-menu', '.user-info', 'user-menu'],
};
