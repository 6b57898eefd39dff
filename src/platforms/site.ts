// Whether two addresses are of one site: the same registrable domain by the public suffix list, or one listed platform.
// Runs in the worker, offline. Never in a page: the list is large.
import { getDomain } from 'tldts';
import { platformOf } from './hosts';

/** Tenants of a shared domain (a.github.io, b.github.io) are sites of their own, and none is its owner. */
export function sameSite(one: string, other: string): boolean {
  if (!URL.canParse(one) || !URL.canParse(other)) return false;
  const [a, b] = [hostOf(one), hostOf(other)];
  if (a === b) return true;
  const { hosts, platform } = platformOf(one);
  if (hosts.length > 0 && platform === platformOf(other).platform) return true;
  const domain = getDomain(a, { allowPrivateDomains: true });
  return domain !== null && domain === getDomain(b, { allowPrivateDomains: true });
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/\.$/u, '');
}
