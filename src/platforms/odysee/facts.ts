// Facts of Odysee that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'odysee',
  name: 'Odysee',
  hosts: ['odysee.com'],
  ownAccount: ['.header__navigation-item--profile-pic', '.comment-create', '.comment__create'],
};
