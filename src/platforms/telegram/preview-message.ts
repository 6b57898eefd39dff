// Where a message of t.me stands, who wrote it and where it is from. Runs in the page.
import type { PostDetails, Quoted } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { attr, httpUrl, known, one } from '../reading';
import { albumOf, ownOf, REPLY, saidIn } from './message';

export const MESSAGE = '.tgme_widget_message[data-post]';

export function readMessage(message: Element): PostDetails {
  const own = ownOf(message);
  const mark = attr(message, 'data-post') ?? '';
  const [owner] = own('.tgme_widget_message_owner_name');
  const [date] = own('.tgme_widget_message_date');
  const link = addressIn(attr(date, 'href'));
  const { url: postUrl, id: postId } = addressIn(attr(one(message, REPLY), 'href')) ?? {};
  const [signature] = own('.tgme_widget_message_from_author');
  // who signed, else who wrote (groups), else the channel itself
  const writer = own('.tgme_widget_message_author .tgme_widget_message_author_name')[0] ?? owner;
  const id = link?.id ?? mark.split('/')[1];
  const said = saidIn(message, own, known({ postUrl, postId }), link ? '' : 'address_from_id');
  return known<PostDetails>({
    ...said,
    postUrl: link?.url ?? (id && `https://t.me/${mark}`),
    postUrlSource: id ? 'permalink_dom' : undefined,
    postId: id,
    otherIds: albumOf(own).filter((other) => other !== id),
    author: signature ? known({ displayName: displayedText(signature) }) : person(writer),
    channel: known({ id: channelId(message), name: displayedText(owner), url: httpUrl(attr(owner, 'href')) }),
    quoted: forwarded(own('.tgme_widget_message_forwarded_from_name')[0]) ?? said.quoted,
  });
}

interface Link {
  readonly url: string;
  readonly id: string;
}

/** The message that an address on t.me names: the last number of its path. */
function addressIn(href: string | null): Link | undefined {
  const [, path = '', id] =
    /^https?:\/\/(?:\w+\.)?(?:t|telegram)\.(?:me|dog)\/(?:s\/)?((?:c\/)?\w+(?:\/\d+)?)\/(\d+)\/?(?:[?#]|$)/.exec(
      href ?? '',
    ) ?? [];
  return id ? { url: `https://t.me/${path}/${id}`, id } : undefined;
}

/** data-view says {"c":-<numeric id of the channel>,… in base64. */
function channelId(message: Element): string | undefined {
  const start = /^[a-z\d]{40}/i.exec(attr(message, 'data-view') ?? '')?.[0] ?? '';
  return /^{"c":-?(\d+)\D/.exec(atob(start))?.[1];
}

function person(el: Element | undefined, profileUrl = httpUrl(attr(el, 'href'))): PostDetails['author'] {
  const handle = /^https:\/\/[\w.]+\/(\w{4,32})\/?$/.exec(profileUrl ?? '')?.[1];
  return known({ handle, displayName: displayedText(el), profileUrl });
}

/** Who hides behind a forward has a name and no address. */
function forwarded(from: Element | undefined): Quoted | undefined {
  if (!from) return undefined;
  const original = addressIn(attr(from, 'href'));
  return known<Quoted>({
    relation: 'forward',
    postUrl: original?.url,
    postId: original?.id,
    author: person(from, original?.url.replace(/\/\d+$/, '')),
  });
}
