// Files of a post on boards: addresses of the whole files, the names they had, and their checksums. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { attr, closest, httpUrl, media, unique } from '../reading';
import type { Own } from './parts';

type Kind = NonNullable<PostDetails['media']>[number]['kind'];

const LINKS = [
  '.fileThumb[href],.fileText a[href],.file .fileinfo > a[href],.file > a[href]',
  '.imgLink[href],.originalNameLink[href],.nameLink[href]',
  '.post-file-src a[href],.post-file-info a[href]',
  '.thread_image_link[href],.post__image-link[href]',
].join();
const NAMES = [
  '.fileText > a,.fileText > .spoiler',
  '.postfilename',
  '.originalNameLink',
  '.post-file-info a[download]',
  '.post_file_filename',
];
const KINDS: readonly (readonly [Kind, RegExp])[] = [
  ['image', /\.(?:png|jpe?g|jfif|gif|webp|avif|bmp|jxl|svg)$/i],
  ['video', /\.(?:mp4|webm|mov|mkv|m4v|ogv)$/i],
  ['audio', /\.(?:mp3|ogg|wav|flac|m4a|opus)$/i],
  ['file', /\.(?:pdf|swf|zip|rar|7z|epub|txt|torrent|djvu)$/i],
];

export function filesOf(own: Own): PostDetails['media'] {
  const found = own(LINKS).flatMap((link) => {
    const url = httpUrl(attr(link, 'href'));
    const kind = url && KINDS.find(([, ending]) => ending.test(new URL(url).pathname))?.[0];
    return kind ? [[kind, url] as const] : [];
  });
  return media(found);
}

/** Names as the files were sent, and the sums that the board states. */
export function notesOf(own: Own): string[] {
  const names = own(...NAMES).map((el) => {
    const whole = closest(el, '.fileText[title]');
    return attr(el, 'download') || attr(el, 'title') || attr(whole, 'title') || displayedText(el);
  });
  const sums = own('[data-md5]').map((el) => `MD5 ${attr(el, 'data-md5')}`);
  return unique([...names, ...sums]);
}
