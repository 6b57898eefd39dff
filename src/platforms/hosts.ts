// Which platform an address belongs to, by host on label boundaries. Runs anywhere.
import { facts as generic } from './generic/facts';
import type { Facts } from './platform';

/** The listed platforms; the manifest's hosts are exactly theirs. */
export const PLATFORMS: readonly Facts[] = [];

/** The platform whose host this address has; the generic one for every other page. */
export function platformOf(url: string): Facts {
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/\.$/u, '') : '';
  return PLATFORMS.find(({ hosts }) => hosts.some((h) => host === h || host.endsWith(`.${h}`))) ?? generic;
}

/** Match patterns of the listed platforms, as the manifest carries them. */
export function matchPatterns(): string[] {
  return PLATFORMS.flatMap(({ hosts }) => hosts.map((host) => `*://*.${host}/*`));
}
