// Any page at all: no hosts of its own. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = { platform: 'other', name: 'Web page', hosts: [] };
