// What every platform's reader offers. Types only: readers run in the page, addresses and facts anywhere.
import type { FoundVia, Rect } from '../flag/capture';
import type { Identity } from '../flag/identity';
import type { PostDetails, Subject } from '../flag/post';

/** Facts of a platform that need neither page nor network. One per folder, in facts.ts. */
export interface Facts {
  /** Stored with every capture, never renamed. */
  readonly platform: string;
  /** As people call it. */
  readonly name: string;
  /** Suffixes on label boundaries: "x.com" is not "dropbox.com". */
  readonly hosts: readonly string[];
  /** Selectors of what shows the account of whoever is logged in, and what only that account sees. */
  readonly ownAccount?: readonly string[];
}

/** What addresses of a platform say. One per folder, in address.ts; works anywhere, without the network. */
export interface AddressBook {
  addressOf(url: string): Address | null;
  /** Native identities of a post that was read, beside those that its address names. */
  identitiesOf(post: PostDetails): Identity[];
}

/** What an address says by itself. Throws nothing: null when it is not this platform's. */
export interface Address {
  readonly platform: string;
  readonly subject: Subject;
  /** Canonical permalink. */
  readonly url: string;
  /** Every native identity that the address names, container first. */
  readonly identities: readonly Identity[];
  /** The id alone, as the platform writes it. */
  readonly id?: string;
  /** Of an archived copy: the address of the page that was kept. */
  readonly original?: string;
}

/** Where to look: what was clicked, what the menu knew, or (shortcut, button) the focused or nearest post. */
export type From =
  /** composedPath() of the click, innermost first: it looks through open shadow roots. */
  | { readonly kind: 'path'; readonly path: readonly EventTarget[] }
  /** No element is known: match by what the menu said. */
  | {
      readonly kind: 'hint';
      readonly linkUrl?: string | undefined;
      readonly srcUrl?: string | undefined;
      readonly selectionText?: string | undefined;
    }
  /** The focused post, else the hovered one, else the one nearest the viewport's centre. */
  | { readonly kind: 'focus' };

export interface Found {
  readonly subject: Subject;
  /** The outermost element of the post. */
  readonly root: Element;
  readonly via: FoundVia;
  /** The element that was clicked, when one is known. */
  readonly target?: Element | undefined;
}

/** Knowledge of one platform's pages. Never changes the page, never throws for a missing part. */
export interface Platform {
  readonly platform: string;
  /** The post that `from` points at; null when this reader does not recognise one there. */
  find(from: From): Found | null;
  /** What the page says of the post. Missing parts are left out, never guessed. */
  read(found: Found): PostDetails | Promise<PostDetails>;
}

export type { Rect };
