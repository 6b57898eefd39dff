// Facts of Files.fm that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'files_fm',
  name: 'Files.fm',
  hosts: ['files.fm'],
  ownAccount: ['#account_menu', '.user_menu'],
};
