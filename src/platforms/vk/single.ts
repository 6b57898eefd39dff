// A photo, video, clip, story or document on VK: opened over a page, or alone on its page. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import type { Address } from '../platform';
import { all, closest, known, matches, one } from '../reading';
import { mediaOf } from './media';
import { authorOf, ITEM, isHolder, leadsTo } from './parts';
import { channelOf } from './post';
import { linked } from './things';

const LAYER =
  '#layer_wrap,#box_layer_wrap,.pv_cont,.mv_cont,[role="dialog"],[class*="Modal"],[class*="Viewer"]';
/** Parts of a page that are of the site. */
export const APART = 'nav,header,aside,[role="navigation"],#side_bar,#page_header_wrap';

/** What the address bar names, when it is no post of a wall. */
export function opened(): Address | undefined {
  const here = linked(location.href);
  return here && /com\/(?:photo|video|clip|story|doc|product)-?\d/.test(here.url) ? here : undefined;
}

/** Where it is: with ?z= and ?w= the page below is another one. */
export function singleIn(path: readonly Element[]): Element | undefined {
  if (!opened()) return undefined;
  const over = /[?&][zw]=/.test(location.search);
  const apart = path.some((el) => matches(el, APART) || (matches(el, 'a[href]') && leadsElsewhere(el)));
  return (
    path.find((el) => matches(el, LAYER)) ??
    (over || apart ? undefined : path.find((el) => matches(el, 'main,#content,body')))
  );
}

/** Beside a video there are links to others. */
function leadsElsewhere(link: Element): boolean {
  const address = leadsTo(link);
  return address?.subject === 'post' && address.id !== opened()?.id;
}

export function readSingle(root: Element): PostDetails {
  const address = opened();
  const own = (selector: string): Element[] =>
    all(root, selector).filter((el) => !closest(el, `${APART},${ITEM}`));
  // the thing is large: the rest are lists and faces
  const large = (selector: string): Element[] =>
    own(selector).filter((el) => Element.prototype.getBoundingClientRect.call(el).width > 250);
  const holder = own('a[href]').find((a) => isHolder(leadsTo(a)) && displayedText(a) !== '');
  const [owner = ''] = address?.id?.split('_') ?? [];
  const title = '[data-testid="video_page_title"],#pv_desc,.mv_title,h1,h2,[class*="title" i]';
  return known<PostDetails>({
    subject: address?.subject ?? 'post',
    postUrl: address?.url,
    postUrlSource: 'address_bar',
    postId: address?.id,
    author: authorOf(own, holder ? [holder] : []),
    channel: channelOf(owner),
    text: displayedText(one(root, title)),
    media: mediaOf(large),
    adapterNote: 'address_from_bar',
  });
}
