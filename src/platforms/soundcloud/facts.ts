// Facts of SoundCloud that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'soundcloud',
  name: 'SoundCloud',
  hosts: ['soundcloud.com'],
  ownAccount: ['.header__userNav', '.header__userNavUsernameButton', '.commentForm'],
};
