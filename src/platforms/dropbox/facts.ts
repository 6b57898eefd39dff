// Facts of Dropbox that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'dropbox',
  name: 'Dropbox',
  hosts: ['dropbox.com'],
  ownAccount: ['[data-testid="account-menu"]', '.account-dropdown__button', '.maestro-account-menu'],
};
