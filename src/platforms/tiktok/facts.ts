// Facts of TikTok that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = { platform: 'tiktok', name: 'TikTok', hosts: ['tiktok.com'] };
