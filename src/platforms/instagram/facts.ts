// Facts of Instagram that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = { platform: 'instagram', name: 'Instagram', hosts: ['instagram.com'] };
