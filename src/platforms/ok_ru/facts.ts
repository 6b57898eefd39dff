// Facts of OK.ru that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'ok_ru',
  name: 'OK.ru',
  hosts: ['ok.ru', 'odnoklassniki.ru'],
  ownAccount: [
    '.toolbar_ucard',
    '.toolbar_accounts-user',
    '#hook_Block_LeftColumnTopCardUser',
    '#hook_Block_Navigation',
    '.comments_add',
  ],
};
