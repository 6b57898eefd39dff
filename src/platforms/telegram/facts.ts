// Facts of Telegram that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'telegram',
  name: 'Telegram',
  hosts: ['t.me', 'telegram.me', 'telegram.dog', 'web.telegram.org'],
  ownAccount: ['#LeftColumn', '#column-left', '.chatlist-container', '.chat-input', '.middle-column-footer'],
};
