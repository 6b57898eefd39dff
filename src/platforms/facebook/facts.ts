// Facts of Facebook that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = { platform: 'facebook', name: 'Facebook', hosts: ['facebook.com', 'fb.watch'] };
