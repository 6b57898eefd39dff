// CSS that can load nothing and end no tag: every address in it becomes a place for fetched bytes, or goes. Runs anywhere.
// Reads tokens only, in one pass; what it does not understand stays as it is, and the snapshot's own policy holds it.

export type CssPart = string | { readonly image: string };

/** What stands for an address that is not kept. */
export const NO_IMAGE = 'url(data:,)';

const STRING = `"(?:[^"\\\\\\n]|\\\\[\\s\\S])*(?:"|\\n|$)|'(?:[^'\\\\\\n]|\\\\[\\s\\S])*(?:'|\\n|$)`;
const URL_TOKEN = `url\\(\\s{0,20}(?:(${STRING})|((?:[^()"'\\s\\\\]|\\\\[\\s\\S])*))\\s{0,20}\\)`;
const TOKENS = new RegExp(
  `/\\*[\\s\\S]*?(?:\\*/|$)|${URL_TOKEN}|${STRING}|@(?:import|charset|namespace)\\b[^;{}]*;?|<(?=[a-z!/?@])|:defined\\b`,
  'giu',
);

export interface CssNotes {
  /** An @import that could not be followed, or a font, is left out. */
  styleLeftOut(): void;
  imageLeftOut(): void;
}

/** `base` is what addresses in it are relative to; `page` the document's own, whose fragments stay. */
export function inertCss(css: string, base: string, page: string, notes: CssNotes): CssPart[] {
  if (!/url\(|[<@]|\/\*|:defined/iu.test(css)) return [css];
  const parts: CssPart[] = [];
  let from = 0;
  for (const match of css.matchAll(TOKENS)) {
    const [token, quoted, bare] = match;
    parts.push(css.slice(from, match.index));
    from = match.index + token.length;
    if (token.startsWith('/*')) {
      parts.push('/**/'); // what stood on its two sides must not become one word
      continue;
    }
    if (token.startsWith('@')) {
      if (/^@import/iu.test(token)) notes.styleLeftOut();
      continue;
    }
    if (quoted !== undefined || bare !== undefined) {
      const written = unescapeCss(quoted === undefined ? (bare ?? '') : quoted.slice(1, -1));
      parts.push(addressPart(written, base, page, notes));
    } else if (/^:defined$/iu.test(token)) parts.push(':not(.flagpost-none)');
    else parts.push(escapeTags(token));
  }
  parts.push(css.slice(from));
  return parts.filter((part) => part !== '');
}

/** As a CSS escape, which means the same in a string or an address, and begins no tag: nor when an @-rule behind it goes. */
export function escapeTags(text: string): string {
  return text.replace(/<(?=[a-z!/?@]|$)/giu, '\\3c ');
}

function addressPart(address: string, base: string, page: string, notes: CssNotes): CssPart {
  if (address === '' || address.startsWith('#')) return `url(${quote(address)})`;
  if (/^data:/iu.test(address)) return `url(${quote(address)})`;
  if (!URL.canParse(address, base)) return NO_IMAGE;
  const { href, hash, protocol } = new URL(address, base);
  if (hash !== '' && href.slice(0, -hash.length) === page.split('#')[0]) return `url(${quote(hash)})`;
  if (/^https?:$/u.test(protocol)) return { image: href };
  notes.imageLeftOut();
  return NO_IMAGE;
}

function quote(text: string): string {
  return `"${escapeTags(text.replace(/["\\]/gu, '\\$&').replace(/\n/gu, '\\a '))}"`;
}

function unescapeCss(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:([0-9a-f]{1,6})\s?|\n|([\s\S]))/giu, (_all, hex?: string, plain?: string) => {
    const code = hex === undefined ? 0 : Number.parseInt(hex, 16);
    if (hex === undefined) return plain ?? '';
    return code === 0 || code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
  });
}
