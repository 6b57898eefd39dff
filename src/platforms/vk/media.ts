// Pictures and links of a post on VK. Runs in the page.
import { all, attr, closest, httpUrl, leads, matches, media, unique } from '../reading';
import { addressOf } from './address';
import type { Own } from './parts';

const NO_PICTURE =
  '.emoji,[class*="emoji" i],[class*="avatar" i],[class*="Avatar"] *,[data-testid*="avatar"],[data-testid*="avatar"] *,.post_image *,.reply_image *,.PostHeader *,.ImageStatus__status,.copy_post_img,[class*="icon" i]';

type Source = Parameters<typeof media>[0][number];

export function mediaOf(own: Own): ReturnType<typeof media> {
  const pictures = own('img').filter((img) => !matches(img, NO_PICTURE));
  const behind = own('[style*="background-image"]').filter((el) => !matches(el, NO_PICTURE));
  return media([
    ...[...pictures, ...behind].map((el): Source => ['image', largest(el)]),
    ...own('video,audio').map(
      (el): Source => [
        el instanceof HTMLAudioElement ? 'audio' : 'video',
        attr(el, 'src') ?? attr(all(el, 'source')[0], 'src'),
      ],
    ),
  ]);
}

/** Sizes are named in the data of the link around, or in srcset; else the shown one. */
function largest(el: Element): string | undefined {
  const link = closest(el, '[data-options],[onclick*="showPhoto"]');
  const data = (attr(link, 'data-options') ?? attr(link, 'onclick') ?? '')
    .slice(0, 20_000)
    .replaceAll('\\/', '/');
  for (const size of ['w', 'z', 'y', 'x']) {
    const [, url] = new RegExp(`"${size}_?(?:src)?":\\[?"(https:[^"]+)"`).exec(data) ?? [];
    if (url) return url;
  }
  const sized = (attr(el, 'srcset') ?? '')
    .split(/,\s+/)
    .map((part) => part.trim().split(/\s+/))
    .sort(([, a = ''], [, b = '']) => Number.parseFloat(b) - Number.parseFloat(a));
  const [, background] =
    /background-image:\s*url\((?:&quot;|['"])?([^'")]+)/.exec((attr(el, 'style') ?? '').slice(0, 5000)) ?? [];
  const shown = sized[0]?.[0] || attr(el, 'src') || attr(el, 'data-src') || background;
  return shown?.startsWith('data:') || /\/(?:emoji|images\/icons)\//.test(shown ?? '') ? undefined : shown;
}

/** What the text and the cards lead to outside of VK, and which videos, photos and articles are attached. */
export function linksOf(own: Own, inText: readonly Element[]): string[] {
  const cards = own('a[href*="away.php"],a[href^="http"]').filter(
    (a) => closest(a, 'h1,h2,h3,header') === null,
  );
  const outside = leads([...inText, ...cards]).filter((url) => {
    const { hostname, pathname } = new URL(url);
    return (
      /away(?:\.php)?$/.test(pathname) ||
      !/(?:^|\.)(?:vk\.(?:com|ru|cc)|vkvideo\.ru)$/.test(hostname) ||
      hostname === 'vk.cc'
    );
  });
  const attached = own('a[href*="/video"],a[href*="/clip"],a[href*="/doc"],a[href*="/@"],[data-video]').map(
    (a) => {
      const video = attr(a, 'data-video');
      const address = addressOf(video ? `https://vk.com/video${video}` : (httpUrl(attr(a, 'href')) ?? ''));
      return address?.subject === 'post' || address?.subject === 'file' ? address.url : undefined;
    },
  );
  return unique([...outside, ...attached]);
}
