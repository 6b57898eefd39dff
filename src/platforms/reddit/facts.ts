// Facts of Reddit that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = { platform: 'reddit', name: 'Reddit', hosts: ['reddit.com'] };
