// An element's attributes as they are written: none that runs, loads, goes somewhere by itself, or holds a secret.
// Runs in the page. Changes nothing.
import { inertCss } from './css';
import { anchorHref, attribute, attributeNames, baseURI, documentURL, localName, namespace } from './dom';
import { HTML } from './names';
import { escaped, type Out } from './pieces';
import { isSecret, textWithoutSecrets, withoutSecrets } from './secrets';

/** Load or lead somewhere by themselves, or only mean something while the page lives. */
const DROPPED = new Set(
  'src srcset imagesrcset attributionsrc sizes imagesizes srcdoc ping action formaction formtarget target download data codebase code classid archive object manifest profile longdesc cite dynsrc lowsrc background poster icon usemap autofocus autoplay loop preload nonce integrity crossorigin referrerpolicy fetchpriority loading decoding blocking http-equiv is contenteditable value shadowrootmode sandbox allow csp credentialless begin end from to by values attributename data-left-out'.split(
    ' ',
  ),
);
/** A value that is longer is no attribute for a reader. */
const LONGEST = 100_000;

export interface Scene {
  readonly doc: Document;
  readonly base: string;
  readonly page: string;
  readonly depth: number;
  readonly out: Out;
}

export function sceneOf(doc: Document, depth: number, out: Out): Scene {
  return { doc, base: baseURI(doc) ?? '', page: documentURL(doc) ?? '', depth, out };
}

/** Everything but what makes the element show a picture: that depends on the element. */
export function writeAttributes(el: Element, scene: Scene, without?: ReadonlySet<string>): void {
  const { depth, out } = scene;
  for (const name of attributeNames(el)) {
    const lower = name.toLowerCase();
    if (lower.startsWith('on')) {
      out.count('handlers_removed');
      continue;
    }
    if (!/^[a-z_][\w.:-]*$/i.test(name) || DROPPED.has(lower) || without?.has(lower)) {
      if (/^(?:action|formaction|ping)$/.test(lower)) out.count('links_neutralised');
      continue;
    }
    const value = attribute(el, name);
    if (value === null) continue;
    if (value.length > LONGEST) out.count('truncated');
    else if (isSecret(lower, value)) out.count('tokens_removed');
    else if (lower === 'href' || lower === 'xlink:href') writeHref(el, name, value, scene);
    else if (lower === 'style' || /url\(/i.test(value)) {
      out.text(` ${name}="`, depth);
      writeCss(value, scene);
      out.text('"', depth);
    } else writeValue(name, value, scene);
  }
}

function writeValue(name: string, value: string, { depth, out }: Scene): void {
  const clean = textWithoutSecrets(value);
  if (clean !== undefined) out.count('tokens_removed');
  out.text(value === '' ? ` ${name}` : ` ${name}="${escaped(clean ?? value)}"`, depth);
}

/** Links keep their address; nothing else leads anywhere but within the document. */
function writeHref(el: Element, name: string, value: string, scene: Scene): void {
  const { base, depth, out, page } = scene;
  const tag = localName(el) ?? '';
  const isLink = tag === 'a' || tag === 'area';
  if (value.trim().startsWith('#')) {
    out.text(` ${name}="${escaped(value)}"`, depth);
    return;
  }
  if (!isLink) return;
  const href = (namespace(el) === HTML && tag === 'a' && anchorHref(el)) || absolute(value, base);
  if (!/^(?:https?|mailto|tel):/i.test(href)) {
    out.count('links_neutralised');
    return;
  }
  const [before, hash] = [href.split('#')[0] ?? '', href.slice(href.indexOf('#'))];
  const here = href.includes('#') && before === page.split('#')[0];
  const clean = withoutSecrets(href);
  if (clean !== undefined) out.count('tokens_removed');
  out.text(` ${name}="${escaped(here ? hash : (clean ?? href))}"`, depth);
}

export function absolute(value: string, base: string): string {
  return value.trim() !== '' && URL.canParse(value, base) ? new URL(value, base).href : '';
}

/** The value of a style attribute, or of one that a style could be in. */
export function writeCss(css: string, { base, depth, out, page }: Scene, rank = 2): void {
  const notes = {
    styleLeftOut: () => out.count('styles_left_out'),
    imageLeftOut: () => out.count('images_left_out'),
  };
  for (const part of inertCss(css, base, page, notes)) {
    if (typeof part === 'string') out.text(escaped(part), depth);
    else if (!out.place({ kind: 'image', url: part.image, rank }, 'css', depth)) {
      out.count('images_left_out');
      out.text('url(data:,)', depth);
    }
  }
}
