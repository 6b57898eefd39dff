// A page's word for its own address is only heard where it names its own site. Runs in the worker.
import type { Alteration } from '../flag/capture';
import type { PostDetails } from '../flag/post';
import { sameSite } from '../platforms/site';

/** A page of one site that states the address of another is taken by its address bar, and that is recorded. */
export function onOwnSite(post: PostDetails, documentUrl: string, alterations: Alteration[]): PostDetails {
  const stated = post.postUrlSource === 'link_canonical' || post.postUrlSource === 'og_url';
  if (!stated || post.postUrl === undefined || sameSite(post.postUrl, documentUrl)) return post;
  alterations.push({ kind: 'url_dropped', field: 'postUrl' });
  return { ...post, postUrl: documentUrl, postUrlSource: 'address_bar' };
}
