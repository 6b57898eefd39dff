// Facts of BitChute that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = { platform: 'bitchute', name: 'BitChute', hosts: ['bitchute.com'] };
