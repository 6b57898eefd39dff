// Facts of X that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = { platform: 'x', name: 'X', hosts: ['x.com', 'twitter.com'] };
