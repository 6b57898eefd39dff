// Facts of 4chan that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'fourchan',
  name: '4chan',
  hosts: ['boards.4chan.org', 'boards.4channel.org'],
  ownAccount: ['#quickReply', '#postForm'],
};
