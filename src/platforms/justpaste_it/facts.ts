// Facts of JustPaste.it that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'justpaste_it',
  name: 'JustPaste.it',
  hosts: ['justpaste.it'],
  ownAccount: ['.loggedUser', '.userMenu'],
};
