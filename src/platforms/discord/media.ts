// Attachments, pictures and videos of a message on Discord, in their full size. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { all, attr, closest, media, property } from '../reading';
import { ACCESSORIES, ownParts } from './parts';

type Kind = NonNullable<PostDetails['media']>[number]['kind'];

const KINDS: readonly (readonly [Kind, RegExp])[] = [
  ['image', /\.(?:png|jpe?g|gif|webp|avif|bmp|svg)$/i],
  ['video', /\.(?:mp4|webm|mov|mkv|m4v)$/i],
  ['audio', /\.(?:mp3|ogg|wav|flac|m4a|opus)$/i],
];

export function mediaOf(root: Element): PostDetails['media'] {
  const parts = ownParts(root, ACCESSORIES);
  const within = (selector: string): Element[] =>
    parts.flatMap((part) => all(part, selector)).filter((el) => !closest(el, '[id^="message-reactions-"]'));
  const files = within('a[href*="/attachments/"]').map((link) => attr(link, 'href') ?? '');
  const shown = within('img,video,audio,source').map((el): [string, Kind | undefined] => [
    attr(el, 'src') ?? '',
    /^img$/i.test(String(property(Element, 'tagName', el))) ? 'image' : undefined,
  ]);
  const found = new Map<string, readonly [Kind, string]>();
  for (const [src, kind] of [...files.map((file): [string, undefined] => [file, undefined]), ...shown]) {
    const url = whole(src);
    const path = url?.pathname ?? '';
    // the same file comes as link and as picture
    if (url && !found.has(path)) found.set(path, [kindOf(path) ?? kind ?? 'file', url.href]);
  }
  return media([...found.values()]);
}

const kindOf = (path: string): Kind | undefined => KINDS.find(([, ending]) => ending.test(path))?.[0];

/** The proxy makes pictures smaller on request: without the request they are whole. What signs the address stays. */
function whole(src: string): URL | undefined {
  if (!src.startsWith('https:') || !URL.canParse(src) || /\/(?:emojis|avatars|icons|assets)\//.test(src))
    return undefined;
  const url = new URL(src);
  if (!/(?:^|\.)discordapp\.(?:com|net)$/.test(url.hostname)) return url;
  if (/^\/(?:ephemeral-)?attachments\//.test(url.pathname)) url.hostname = 'cdn.discordapp.com';
  for (const size of ['width', 'height', 'format', 'quality', 'animated', '']) url.searchParams.delete(size);
  return url;
}
