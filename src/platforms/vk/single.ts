// A photo, video, clip, story or document on VK: opened over a page, alone on its page, or as a card in a list of them.
// Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import type { Address } from '../platform';
import { all, attr, closest, httpUrl, known, matches, media, one } from '../reading';
import { addressOf } from './address';
import { mediaOf } from './media';
import { authorOf, holderOf, ITEM } from './parts';

const LAYER =
  '#layer_wrap,#box_layer_wrap,#pv_box,#mv_box,#wk_box,.pv_cont,.mv_cont,.wk_cont,[role="dialog"],[class*="vkuiModal"],[class*="PhotoViewer"],[class*="VideoModal"],[class*="ClipsViewer"]';
const APART = 'nav,header,aside,[role="navigation"],#side_bar,#page_header_wrap,#side_bar_inner';
const THINGS =
  'a[href*="/photo"],a[href*="/video"],a[href*="/clip"],a[href*="/doc"],a[href*="/story"],a[href*="z="]';

export interface Single {
  readonly root: Element;
  readonly address: Address;
  readonly card: boolean;
}

const isSingle = (address: Address | null): address is Address =>
  address !== null &&
  /\/(?:photo|video|clip|story|doc|product|article|@)|\/record\//.test(new URL(address.url).pathname);

/** What the address bar names, when it is no post of a wall. */
export function opened(): Address | undefined {
  const here = addressOf(location.href);
  return isSingle(here) ? here : undefined;
}

export function singleIn(path: readonly Element[]): Single | undefined {
  const here = opened();
  const layer = path.find((el) => matches(el, LAYER));
  if (here && layer) return { root: layer, address: here, card: false };
  if (path.some((el) => matches(el, APART))) return undefined;
  const card = cardIn(path);
  if (card) return card;
  const page =
    here && !overlaid() ? path.find((el) => matches(el, 'main,#content,#page_body,#app,body')) : undefined;
  return here && page ? { root: page, address: here, card: false } : undefined;
}

/** With ?z= or ?w= the page below is another one. */
const overlaid = (): boolean => /[?&][zw]=/.test(location.search);

/** The widest element around the click that leads to one thing only. */
function cardIn(path: readonly Element[]): Single | undefined {
  let card: Single | undefined;
  for (const root of path.slice(0, 12)) {
    const links = [...(matches(root, THINGS) ? [root] : []), ...all(root, THINGS).slice(0, 50)];
    const found = links.map((a) => addressOf(httpUrl(attr(a, 'href')) ?? '')).filter(isSingle);
    const names = new Set(found.map(({ identities }) => identities[0]?.ids.join()));
    if (names.size > 1 || matches(root, 'main,body,html')) break;
    if (found[0]) card = { root, address: found[0], card: true };
  }
  return card;
}

export function readSingle({ root, address, card }: Single): PostDetails {
  const apart = `${APART},${ITEM}`;
  const own = (selector: string): Element[] => all(root, selector).filter((el) => !closest(el, apart));
  const holder = own('a[href]').find((a) => holderOf(attr(a, 'href')) && displayedText(a) !== '');
  const marked = authorOf(own);
  const [owner = ''] = (address.id ?? '').split('_');
  const link = holder && holderOf(attr(holder, 'href'));
  return known<PostDetails>({
    subject: address.subject,
    postUrl: address.url,
    postUrlSource: card ? 'permalink_dom' : 'address_bar',
    postId: address.id,
    author: marked.profileUrl
      ? marked
      : known({
          id: link?.id,
          handle: link?.handle,
          displayName: displayedText(holder),
          profileUrl: link?.url,
        }),
    channel: /^-\d+$/.test(owner) ? { id: owner, url: `https://vk.com/club${owner.slice(1)}` } : undefined,
    text: displayedText(titleIn(root, card)),
    media: card ? mediaOf(own).slice(0, 1) : shownIn(root),
    adapterNote: card ? undefined : 'address_from_bar',
  });
}

function titleIn(root: Element, card: boolean): Element | null {
  const title = one(
    root,
    '[data-testid="video_page_title"],#pv_desc,.pv_desc,.mv_title,h1,h2,[class*="title" i]',
  );
  if (title || !card) return title;
  return matches(root, 'a') ? root : (all(root, THINGS).find((a) => displayedText(a) !== '') ?? null);
}

/** The largest thing shown is the thing itself; the rest are lists and faces. */
function shownIn(root: Element): ReturnType<typeof media> {
  const [video] = all(root, 'video');
  if (video)
    return media([
      ['video', attr(video, 'src')],
      ['image', attr(video, 'poster')],
    ]);
  let widest: Element | undefined;
  for (const img of all(root, 'img').slice(0, 200)) {
    const width = (el: Element | undefined): number =>
      el ? Element.prototype.getBoundingClientRect.call(el).width : 99;
    if (width(img) > width(widest)) widest = img;
  }
  return media([['image', attr(widest, 'src')]]);
}
