// What the snapshot reads of nodes, by the browser's own getters: no form field named "childNodes" and no image named "head"
// is ever asked. Runs in the page. Nodes may be of a frame's document, so nothing is told by instanceof. Changes nothing.

/** A getter as the browser defines it, to be called on any node: quicker than looking it up each time. */
function getter<T>(type: { readonly prototype: object }, name: string): (of: Node) => T | null {
  const get = Object.getOwnPropertyDescriptor(type.prototype, name)?.get;
  return (of) => {
    try {
      return get === undefined ? null : Reflect.apply(get, of, []);
    } catch (error) {
      // asked of something else than its kind of node, or of another origin's document
      if (error instanceof TypeError || error instanceof DOMException) return null;
      throw error;
    }
  };
}

export const nodeType = getter<number>(Node, 'nodeType');
export const firstChild = getter<Node>(Node, 'firstChild');
export const nextSibling = getter<Node>(Node, 'nextSibling');
export const parentNode = getter<Node>(Node, 'parentNode');
export const baseURI = getter<string>(Node, 'baseURI');
export const textContent = getter<string>(Node, 'textContent');
export const data = getter<string>(CharacterData, 'data');
export const localName = getter<string>(Element, 'localName');
export const namespace = getter<string>(Element, 'namespaceURI');
export const documentElement = getter<Element>(Document, 'documentElement');
export const bodyOf = getter<Element>(Document, 'body');
export const compatMode = getter<string>(Document, 'compatMode');
export const documentURL = getter<string>(Document, 'URL');
export const documentSheets = getter<StyleSheetList>(Document, 'styleSheets');
const documentAdopted = getter<readonly CSSStyleSheet[]>(Document, 'adoptedStyleSheets');
const shadowAdopted = getter<readonly CSSStyleSheet[]>(ShadowRoot, 'adoptedStyleSheets');
export const shadowMode = getter<string>(ShadowRoot, 'mode');
export const delegatesFocus = getter<boolean>(ShadowRoot, 'delegatesFocus');
export const frameDocument = getter<Document>(HTMLIFrameElement, 'contentDocument');
export const oldFrameDocument = getter<Document>(HTMLFrameElement, 'contentDocument');
export const styleSheet = getter<CSSStyleSheet>(HTMLStyleElement, 'sheet');
export const svgStyleSheet = getter<CSSStyleSheet>(SVGStyleElement, 'sheet');
export const linkSheet = getter<CSSStyleSheet>(HTMLLinkElement, 'sheet');
export const anchorHref = getter<string>(HTMLAnchorElement, 'href');
export const currentSrc = getter<string>(HTMLImageElement, 'currentSrc');
export const imageSrc = getter<string>(HTMLImageElement, 'src');
export const inputValue = getter<string>(HTMLInputElement, 'value');
export const areaValue = getter<string>(HTMLTextAreaElement, 'value');
export const canvasWidth = getter<number>(HTMLCanvasElement, 'width');
export const canvasHeight = getter<number>(HTMLCanvasElement, 'height');
export const openShadow = getter<ShadowRoot>(Element, 'shadowRoot');

export const ELEMENT = 1;
export const TEXT = 3;
export const CDATA = 4;

export function attributeNames(el: Element): string[] {
  return Element.prototype.getAttributeNames.call(el);
}
export function attribute(el: Element, name: string): string | null {
  return Element.prototype.getAttribute.call(el, name);
}
export function has(el: Element, selector: string): boolean {
  return Element.prototype.querySelector.call(el, selector) !== null;
}
export function matches(el: Element, selector: string): boolean {
  return Element.prototype.matches.call(el, selector);
}
export function rectOf(el: Element): DOMRect {
  return Element.prototype.getBoundingClientRect.call(el);
}

/** The children as they are now: what the page moves away meanwhile is told by its parent when its turn comes. */
export function childrenOf(node: Node, most: number): Node[] {
  const children: Node[] = [];
  for (let child = firstChild(node); child !== null && children.length < most; child = nextSibling(child))
    children.push(child);
  return children;
}

/** Beside custom elements, all that can have a shadow root of the page's. */
const SHADOW_HOSTS = new Set(
  'article,aside,blockquote,body,div,footer,h1,h2,h3,h4,h5,h6,header,main,nav,p,section,span'.split(','),
);
const openOrClosed = getter<ShadowRoot>(Element, 'openOrClosedShadowRoot');

/** Constructed sheets in use; by number, as Firefox lets no script of an extension iterate over them. */
export function adoptedBy(tree: Document | ShadowRoot): CSSStyleSheet[] {
  const list = documentAdopted(tree) ?? shadowAdopted(tree);
  const sheets: CSSStyleSheet[] = [];
  for (let n = 0; n < (list?.length ?? 0); n += 1) {
    const sheet = list?.[n];
    if (sheet !== undefined && !sheet.disabled) sheets.push(sheet);
  }
  return sheets;
}

interface Dom {
  readonly openOrClosedShadowRoot?: (element: Element) => ShadowRoot | null;
}

/** Extensions may see that there is a closed shadow root; pages cannot. False also where the browser does not tell. */
export function hasClosedShadow(el: Element): boolean {
  const name = localName(el) ?? '';
  if (!name.includes('-') && !SHADOW_HOSTS.has(name)) return false;
  const api: Dom | undefined = Reflect.get(Object(Reflect.get(globalThis, 'chrome')), 'dom');
  const root = openOrClosed(el) ?? api?.openOrClosedShadowRoot?.(el) ?? null;
  return root !== null && shadowMode(root) === 'closed';
}
