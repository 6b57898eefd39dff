// Pictures, videos and sounds of a post on Mastodon, in their original form. Runs in the page.
import { within } from '../head';
import { attr, closest, media, one } from '../reading';
import type { Own } from './parts';

type Source = Parameters<typeof media>[0][number];

export function mediaOf(own: Own): ReturnType<typeof media> {
  const opened = own('a.media-gallery__item-thumbnail[href]').map((a): Source => ['image', attr(a, 'href')]);
  const shown = own('.media-gallery img,.media-gallery__item img')
    .filter((img) => !closest(img, 'a[href]') && attr(img, 'alt') !== null)
    .map((img): Source => ['image', attr(img, 'src')]);
  const played = own('video,audio').flatMap((el): Source[] => [
    [el instanceof HTMLAudioElement ? 'audio' : 'video', attr(el, 'src') ?? attr(one(el, 'source'), 'src')],
    ['image', attr(el, 'poster')],
  ]);
  return media([...opened, ...shown, ...played, ...own('[data-component][data-props]').flatMap(inProps)]);
}

/** Pages that the server renders hold what a script shows later. */
function inProps(el: Element): Source[] {
  const props = parsed(attr(el, 'data-props') ?? '');
  const listed = within(props, 'media');
  const items = Array.isArray(listed) ? listed : [];
  const urls = [...items.map((item) => within(item, 'url')), within(props, 'src')];
  const name = attr(el, 'data-component');
  const kind = name === 'Video' ? 'video' : name === 'Audio' ? 'audio' : 'image';
  return urls.flatMap((url): Source[] =>
    typeof url === 'string' ? [[kind === 'image' && /\.(?:mp4|webm)$/.test(url) ? 'video' : kind, url]] : [],
  );
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined; // a page may put anything there
  }
}
