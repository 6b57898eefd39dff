// What an address of a blog on Blogger names. Runs anywhere, offline. Country hosts are the same blog as blogspot.com;
// a blog on a domain of its own is only known by its pages (detect.ts), and then by its host and path as well as by number.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { named, type WebAddress, webAddress } from '../web-address';

const BLOG = /^(?:www\.)?([a-z\d-]+)\.blogspot\.(?:com|[a-z]{2}|com?\.[a-z]{2})$/;
const HOME = /^(?:(?:www|draft|beta)\.)?blogger\.com$/;
const ANY = /./;

export function addressOf(url: string): Address | null {
  const own = webAddress(url, HOME);
  if (own) return onBlogger(own);
  const blog = webAddress(url, BLOG);
  const name = BLOG.exec(blog?.host ?? '')?.[1];
  return blog && name && name !== 'www' ? inBlog(blog, `${name}.blogspot.com`) : null;
}

/** A post, a comment, the blog itself, or one of its lists. */
export function inBlog({ segments, params, hash }: WebAddress, host: string): Address {
  const path = segments.join('/');
  const url = `https://${host}/${segments.map(encodeURIComponent).join('/')}`;
  if (!isPost(path))
    return path === '' ? named('blogger', 'channel', url, [host]) : list(host, url, path, params);
  const comment = /^#c(\d+)$/.exec(hash)?.[1];
  const shown = params.get('showComment')?.match(/^\d+/)?.[0];
  if (!comment && !shown) return named('blogger', 'post', url, [host, path]);
  // the number before is a time, often without seconds: several comments may have it
  const ids = comment ? ['c', comment] : ['t', `${shown}`];
  return {
    platform: 'blogger',
    subject: 'post',
    url: `${url}${shown ? `?showComment=${shown}` : ''}${comment ? `#c${comment}` : ''}`,
    identities: [{ platform: 'blogger', subject: 'post', ids: [host, path, ...ids] }],
    ...(comment ? { id: comment } : {}),
  };
}

const isPost = (path: string): boolean => /^(?:\d{4}\/\d\d|p)\/[^/]+\.html$/.test(path);

function list(host: string, url: string, path: string, params: URLSearchParams): Address {
  const query = params.get('q');
  const search = query ? `?q=${encodeURIComponent(query)}` : '';
  return named('blogger', 'website', url + search, [host, path + search]);
}

/** blogger.com itself: profiles, videos, and forms that name a post by number. */
function onBlogger({ segments, params }: WebAddress): Address | null {
  const [first, second = '', ...rest] = segments;
  if (first === 'profile' && /^\d+$/.test(second))
    return named('blogger', 'account', `https://www.blogger.com/profile/${second}`, [second]);
  const token = params.get('token');
  if (first === 'video.g' && token)
    return named('blogger', 'media', `https://www.blogger.com/video.g?token=${encodeURIComponent(token)}`, [
      'video',
      token,
    ]);
  const [blog, post] = numbers([params.get('blogID'), params.get('postID')]) ?? numbers(rest.slice(-2)) ?? [];
  const url = `https://www.blogger.com/comment/fullpage/post/${blog}/${post}`;
  return blog && post ? named('blogger', 'post', url, [blog, post]) : null;
}

function numbers(ids: readonly (string | null)[]): string[] | undefined {
  const found = ids.filter((id) => id !== null && /^\d{5,}$/.test(id)).map(String);
  return found.length === 2 ? found : undefined;
}

/** By number in its blog, and by host and path where the host is the blog's own. A comment has its post as thread. */
export function identitiesOf({
  subject,
  postUrl,
  postId,
  threadId,
  author,
  channel,
}: PostDetails): Identity[] {
  const address = webAddress(postUrl ?? '', ANY);
  const byUrl = address && !addressOf(postUrl ?? '') ? inBlog(address, address.host).identities : [];
  // any page can claim a number: outside of Blogger's own hosts it counts on its host only
  const place = postUrl ?? channel?.url ?? '';
  const claimed = addressOf(place) ? [] : [webAddress(place, ANY)?.host ?? ''];
  const numbered: string[][] = [];
  if (subject === 'account' && author?.id) numbered.push([author.id]);
  if (subject === 'channel' && channel?.id) numbered.push([...claimed, 'blog', channel.id]);
  if (subject === 'post' && postId && channel?.id)
    numbered.push([...claimed, channel.id, ...(threadId ? ['c'] : []), postId]);
  return [...byUrl, ...numbered.map((ids) => ({ platform: 'blogger', subject, ids }))];
}
