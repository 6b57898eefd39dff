// A page's word for an address is only heard where it names its own site. Runs in the worker.
import type { Alteration } from '../flag/capture';
import type { PostDetails } from '../flag/post';
import { sameSite } from '../platforms/site';

/**
 * Of what the generic reader found. A page of one site that states the address of another as its own is taken by its address
 * bar. A post lies where its page is: its permalink to another site is a link in it, no address of it. Both are recorded.
 */
export function onOwnSite(post: PostDetails, documentUrl: string, alterations: Alteration[]): PostDetails {
  const { postUrl, postUrlSource: source, ...rest } = post;
  if (postUrl === undefined || sameSite(postUrl, documentUrl)) return post;
  const stated = source === 'link_canonical' || source === 'og_url';
  if (!stated && source !== 'permalink_dom') return post;
  alterations.push({ kind: 'url_dropped', field: 'postUrl' });
  if (stated) return { ...post, postUrl: documentUrl, postUrlSource: 'address_bar' };
  const adapterNote = [post.adapterNote, 'address_elsewhere'].filter((note) => note).join(' ');
  return { ...rest, links: [...new Set([postUrl, ...(post.links ?? [])])], adapterNote };
}
