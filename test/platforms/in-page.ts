// The readers as tests call them. Bundled and put into a test page; runs there.
import type { PostDetails } from '../../src/flag/post';
import { createReader, type Look } from '../../src/page/install';
import { readMetadata } from '../../src/page/metadata';
import { platform as generic } from '../../src/platforms/generic/reader';
import { kin } from '../../src/platforms/kin';
import type { Found, From, Platform } from '../../src/platforms/platform';

export interface Reading {
  /** Whose reader found it. */
  readonly platform: string;
  readonly subject: string;
  readonly via: string;
  /** The root's tag and first class or test id. */
  readonly root: string;
  readonly post: PostDetails;
}

const modules = import.meta.glob<{ platform: Platform }>('../../src/platforms/*/reader.ts', { eager: true });

/** A folder under src/platforms. */
export type ReaderName = string;

/** As the worker asks them: the platform's own, then the generic one. */
function readersOf(folder: ReaderName): Platform[] {
  const own = modules[`../../src/platforms/${folder}/reader.ts`];
  if (!own) throw new Error(`no reader for ${folder}`);
  return own.platform === generic ? [generic] : [own.platform, generic];
}

function describe(el: Element): string {
  const mark =
    Element.prototype.getAttribute.call(el, 'data-testid') ??
    Element.prototype.getAttribute.call(el, 'class');
  return [String(Reflect.get(Element.prototype, 'tagName', el)).toLowerCase(), mark?.split(' ')[0]]
    .filter(Boolean)
    .join('.');
}

function locate(reader: ReaderName, from: From): { platform: Platform; found: Found } {
  for (const platform of readersOf(reader)) {
    const found = platform.find(from);
    if (found) return { platform, found };
  }
  throw new Error('no reader found anything');
}

async function flag(reader: ReaderName, from: From): Promise<Reading> {
  const { platform, found } = locate(reader, from);
  const post = await platform.read(found);
  return {
    platform: platform.platform,
    subject: found.subject,
    via: found.via,
    root: describe(found.root),
    post,
  };
}

/** As composedPath() gives it. */
function pathOf(element: Element): EventTarget[] {
  const path: EventTarget[] = [];
  for (let node: Node | null = element; node; ) {
    path.push(node);
    const parent: unknown = Reflect.get(Node.prototype, 'parentNode', node);
    node = parent instanceof Node ? parent : node instanceof ShadowRoot ? node.host : null;
  }
  return [...path, window];
}

function elementAt(selector: string, index: number): Element {
  const element = Document.prototype.querySelectorAll.call(document, selector)[index];
  if (!element) throw new Error(`no ${selector} number ${index}`);
  return element;
}

const inPage = {
  readMetadata: () => readMetadata(document),
  /** Of which platform the page is, by what it is. */
  kin,
  /** As the worker asks for the page as a whole. */
  look(reader: ReaderName): Promise<Look | null> {
    const [platform] = readersOf(reader);
    const own = createReader();
    if (platform) own.add(platform);
    return own.look(platform?.platform ?? '', { kind: 'page', at: 0 }, false);
  },
  /** A right-click on an element. */
  click: (reader: ReaderName, selector: string, index = 0) =>
    flag(reader, { kind: 'path', path: pathOf(elementAt(selector, index)) }),
  /** A right-click on what is inside the open shadow root of an element. */
  clickInShadow(reader: ReaderName, host: string, selector: string) {
    const element = elementAt(host, 0).shadowRoot?.querySelector(selector);
    if (!element) throw new Error(`no ${selector} in ${host}`);
    return flag(reader, { kind: 'path', path: pathOf(element) });
  },
  from: (reader: ReaderName, from: From) => flag(reader, from),
  /** A right-click on the element and on everything in it. */
  everywhere: (reader: ReaderName, selector: string, index = 0) => {
    const root = elementAt(selector, index);
    const all = [root, ...Element.prototype.querySelectorAll.call(root, '*')];
    return Promise.all(all.map((element) => flag(reader, { kind: 'path', path: pathOf(element) })));
  },
  /** Milliseconds that one reading takes at each of some elements spread over the page, and at the page as a whole. */
  cost(reader: ReaderName, samples: number): { nodes: number; post: number[]; page: number } {
    const elements = [...Document.prototype.querySelectorAll.call(document, 'body *')];
    const took = (from: From): number => {
      const runs = Array.from({ length: 3 }, () => {
        const start = performance.now();
        const { platform, found } = locate(reader, from);
        void platform.read(found);
        return performance.now() - start;
      });
      return runs.toSorted((a, b) => a - b)[1] ?? 0;
    };
    const step = Math.max(1, Math.floor(elements.length / samples));
    const post = elements
      .filter((_, at) => at % step === 0)
      .map((element) => took({ kind: 'path', path: pathOf(element) }));
    const start = performance.now();
    readMetadata(document);
    const page = performance.now() - start + took({ kind: 'focus' });
    return { nodes: elements.length, post, page };
  },
};
export type InPage = typeof inPage;

declare global {
  var readers: InPage;
}
globalThis.readers = inPage;
