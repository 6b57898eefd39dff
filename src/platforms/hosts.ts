// Which platform an address belongs to, by host on label boundaries. Runs anywhere.
import { facts as archive_org } from './archive_org/facts';
import { facts as bitchute } from './bitchute/facts';
import { facts as blogger } from './blogger/facts';
import { facts as bluesky } from './bluesky/facts';
import { facts as discord } from './discord/facts';
import { facts as dropbox } from './dropbox/facts';
import { facts as facebook } from './facebook/facts';
import { facts as files_fm } from './files_fm/facts';
import { facts as fourchan } from './fourchan/facts';
import { facts as generic } from './generic/facts';
import { facts as google } from './google/facts';
import { facts as instagram } from './instagram/facts';
import { facts as justpaste_it } from './justpaste_it/facts';
import { facts as odysee } from './odysee/facts';
import { facts as ok_ru } from './ok_ru/facts';
import type { Facts } from './platform';
import { facts as reddit } from './reddit/facts';
import { facts as rumble } from './rumble/facts';
import { facts as soundcloud } from './soundcloud/facts';
import { facts as telegram } from './telegram/facts';
import { facts as tiktok } from './tiktok/facts';
import { facts as vk } from './vk/facts';
import { facts as x } from './x/facts';
import { facts as youtube } from './youtube/facts';

/** The listed platforms; the manifest's hosts are exactly theirs. */
export const PLATFORMS: readonly Facts[] = [
  telegram,
  x,
  instagram,
  youtube,
  facebook,
  tiktok,
  google,
  blogger,
  files_fm,
  dropbox,
  archive_org,
  justpaste_it,
  reddit,
  bluesky,
  discord,
  vk,
  ok_ru,
  rumble,
  bitchute,
  odysee,
  soundcloud,
  fourchan,
];

/** Platforms that a page of any host may be of; kin.ts tells by what the page is. */
export const KIN = ['mastodon', 'blogger', 'fourchan', 'fediverse'] as const;

/** The platform whose host this address has; the generic one for every other page. */
export function platformOf(url: string): Facts {
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/\.$/u, '') : '';
  return PLATFORMS.find(({ hosts }) => hosts.some((h) => host === h || host.endsWith(`.${h}`))) ?? generic;
}

/** Match patterns of the listed platforms, as the manifest carries them. */
export function matchPatterns(): string[] {
  return PLATFORMS.flatMap(({ hosts }) => hosts.map((host) => `*://*.${host}/*`));
}
