// Pictures and links of a post on VK. Runs in the page.
import { attr, closest, leads, matches, media, unique } from '../reading';
import { leadsTo, type Own } from './parts';

const NO_PICTURE =
  '[class*="emoji" i],[class*="icon" i],[class*="avatar" i],[class*="avatar" i] *,[data-testid*="avatar"] *,[class$="_image"] *';

type Source = Parameters<typeof media>[0][number];

export function mediaOf(own: Own): ReturnType<typeof media> {
  const pictures = own('img,[style*="background-image"]').filter((el) => !matches(el, NO_PICTURE));
  return media([
    ...pictures.map((el): Source => ['image', largest(el)]),
    ...own('video,audio').flatMap((el): Source[] => [
      [el instanceof HTMLAudioElement ? 'audio' : 'video', attr(el, 'src')],
      ['image', attr(el, 'poster')],
    ]),
  ]);
}

/** Sizes are named in the data of the link around; else the last of srcset or the shown one. */
function largest(el: Element): string | undefined {
  const link = closest(el, '[data-options],[onclick*="showPhoto"]');
  const data = (attr(link, 'data-options') ?? attr(link, 'onclick') ?? '').slice(0, 20_000);
  const sizes: Record<string, string> = {};
  for (const [, size = '', url = ''] of data.matchAll(/"([w-z])_?(?:src)?":\[?"(https:[^"]+)/g))
    sizes[size] = url.replaceAll('\\/', '/');
  const last = /(\S+) \S+$/.exec(attr(el, 'srcset') ?? '')?.[1];
  const behind = /background-image:\s*url\(['"]?([^'")]+)/.exec(
    (attr(el, 'style') ?? '').slice(0, 5000),
  )?.[1];
  const shown =
    sizes.w ?? sizes.z ?? sizes.y ?? sizes.x ?? last ?? attr(el, 'src') ?? attr(el, 'data-src') ?? behind;
  return /^data:|\/(?:emoji|images\/icons)\//.test(shown ?? '') ? undefined : shown;
}

/** What the text and the cards lead to outside of VK, and which videos, articles and documents are attached. */
export function linksOf(own: Own, inText: readonly Element[]): string[] {
  const outside = leads([...inText, ...own('a[href*="away.php"],a[href^="http"]')]).filter(
    (url) => !/^https?:\/\/(?:[\w.]+\.)?(?:vk\.(?:com|ru)|vkvideo\.ru)\/(?!away)/.test(url),
  );
  const attached = own('a[href*="/video"],a[href*="/clip"],a[href*="/doc"]').map((a) => leadsTo(a)?.url);
  return unique([...outside, ...attached]);
}
