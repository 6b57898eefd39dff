// Under which name an element is written, so that a parser makes the same tree of it again. Runs in the page.
// What scripts can build and no parser would (a block in a paragraph, a link in a link) gets a name without rules of its own.
import { has, localName, namespace } from './dom';

export const HTML = 'http://www.w3.org/1999/xhtml';
export const SVG = 'http://www.w3.org/2000/svg';
export const MATH = 'http://www.w3.org/1998/Math/MathML';

/** Where an element comes to stand: what is open around it, as far as parsers care. */
export interface Around {
  /** Which content the parser is in. */
  readonly content: typeof HTML | typeof SVG | typeof MATH;
  /** Name of the parent as written. */
  readonly parent: string;
  /** Names that may not be nested and are open: a, button, form, nobr, li, dd, dt. */
  readonly open: ReadonlySet<string>;
}

const split = (names: string): ReadonlySet<string> => new Set(names.split(' '));

export const VOID = split('area base br col embed hr img input link meta param source track wbr');
const NEVER_NESTED = split('a button form nobr li dd dt');
const BLOCKS =
  'address,article,aside,blockquote,center,details,dialog,dir,div,dl,fieldset,figcaption,figure,footer,form,header,hgroup,h1,h2,h3,h4,h5,h6,hr,li,dd,dt,main,menu,nav,ol,p,pre,search,section,summary,table,ul';
/** The parser takes these for text, for other elements, or for nothing where they stand. */
const RENAMED = split(
  'svg math html head body frameset frame noscript plaintext xmp listing noembed noframes image keygen isindex marquee menuitem',
);
const HEADING = /^h[1-6]$/;
const BREAKS_OUT = split(
  'b big blockquote body br center code dd div dl dt em embed font h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s script small span strong strike sub sup table tt u ul var',
);
const IN_TABLE = split('caption colgroup col tbody thead tfoot tr td th style template');
const TABLE_PARTS: Readonly<Record<string, ReadonlySet<string>>> = {
  caption: split('table'),
  colgroup: split('table'),
  col: split('table colgroup'),
  tbody: split('table'),
  thead: split('table'),
  tfoot: split('table'),
  tr: split('table tbody thead tfoot template'),
  td: split('table tbody thead tfoot tr template'),
  th: split('table tbody thead tfoot tr template'),
};
const OF_TABLE = split('table tbody thead tfoot tr colgroup');

export const RENAMED_STYLE =
  'flagpost-p{display:block;margin-block:1em}flagpost-li,flagpost-dd,flagpost-dt,flagpost-form,flagpost-body,flagpost-html,flagpost-marquee,flagpost-frameset{display:block}' +
  'flagpost-tr{display:table-row}flagpost-td,flagpost-th{display:table-cell}flagpost-a{text-decoration:underline}flagpost-xmp,flagpost-listing,flagpost-plaintext{display:block;white-space:pre;font-family:monospace}flagpost-head{display:none}';

/** Whether what is written here would be moved out of the table by a parser. */
export function needsCell(parent: string, name: string): boolean {
  return OF_TABLE.has(parent) && !IN_TABLE.has(name);
}

/** Undefined when it is not shown where it stands, and would be shown, or be something else, after parsing. */
export function writtenName(el: Element, around: Around): string | undefined {
  const [name, space] = [localName(el) ?? '', namespace(el)];
  if (space === HTML) return around.content === HTML ? htmlName(el, name.toLowerCase(), around) : undefined;
  if (!/^[a-z][\w.-]*$/i.test(name)) return undefined;
  if (around.content === HTML) {
    return (space === SVG && name === 'svg') || (space === MATH && name === 'math') ? name : undefined;
  }
  return space === around.content && !BREAKS_OUT.has(name.toLowerCase()) ? name : undefined;
}

function htmlName(el: Element, name: string, { open, parent }: Around): string {
  if (!/^[a-z][a-z0-9._-]*$/.test(name)) return 'flagpost-unknown';
  const misplaced =
    RENAMED.has(name) ||
    (NEVER_NESTED.has(name) && open.has(name)) ||
    (HEADING.test(name) && HEADING.test(parent)) ||
    TABLE_PARTS[name]?.has(parent) === false ||
    (name === 'p' && has(el, BLOCKS));
  return misplaced ? `flagpost-${name}` : name;
}

/** Within these a new list may begin. */
const RESETS_LISTS = split('ul ol menu dl table td th template button object');

/** What is open within an element of that written name. */
export function within(name: string, { content, open }: Around, space: string | null): Around {
  const toHtml =
    (space === SVG && /^(?:foreignObject|desc|title)$/.test(name)) ||
    (space === MATH && /^(?:mi|mo|mn|ms|mtext)$/.test(name));
  const next = toHtml ? HTML : space === SVG || space === MATH ? space : HTML;
  return { content: next, parent: next === content ? name : '', open: opened(name, open) };
}

function opened(name: string, open: ReadonlySet<string>): ReadonlySet<string> {
  const resets = open.size > 0 && RESETS_LISTS.has(name);
  const still = resets ? new Set([...open].filter((one) => !/^(?:li|dd|dt)$/.test(one))) : open;
  if (!NEVER_NESTED.has(name)) return still;
  return new Set([...still, ...(name === 'dd' || name === 'dt' ? ['dd', 'dt'] : [name])]);
}
