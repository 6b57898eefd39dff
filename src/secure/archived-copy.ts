// Of a post that was flagged in the Wayback Machine: the address that it was kept from. Runs in the worker.
// The time in the copy's address is the archive's: it never becomes the post's.
import type { PostDetails } from '../flag/post';
import { archivedIn } from '../platforms/archived';

/** What a reader says of an original is not heard: the copy's own address names it. */
export function withOriginal({ originalUrl: _unheard, ...post }: PostDetails): PostDetails {
  const copy = archivedIn(post.postUrl ?? '');
  if (!copy) return post;
  const adapterNote = [post.adapterNote, 'archived_copy'].filter((note) => note).join(' ');
  return { ...post, originalUrl: copy.original, adapterNote };
}
