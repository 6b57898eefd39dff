// What an address of ok_ru names. Runs anywhere, offline.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { identitiesOfIds } from '../web-address';

export function addressOf(_url: string): Address | null {
  return null;
}

export function identitiesOf(post: PostDetails): Identity[] {
  return identitiesOfIds('ok_ru', post);
}
