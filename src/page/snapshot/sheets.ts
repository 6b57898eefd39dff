// Style sheets as the browser understood them, from its own rules, without those that fit nothing here. Runs in the page.
// What another site's server did not share is left to the worker. Changes nothing.
import type { Scene } from './attributes';
import { type CssNotes, type CssPart, escapeTags, inertCss, NO_IMAGE } from './css';
import { escapedTimes, type Piece } from './pieces';

/** Classes and ids that were written in one tree: a rule that needs others fits nothing in it. */
export type Seen = ReadonlySet<string>;

type Compiled =
  | { readonly needs: readonly (readonly string[])[] | undefined; readonly parts: () => readonly CssPart[] }
  | { readonly open: string; readonly rules: readonly Compiled[] };

/** Rules between two looks at the clock. */
const STRIDE = 60;
const DEEPEST = 20;
/** Of a rule's text: a pattern that runs over more (a picture written into a style) can end in an error. */
const LONGEST = 4_000_000;

export interface Styles {
  /** What of the sheet is of use in a tree with these names, in pieces; stops in between. `null`: as all is needed. */
  write(sheet: CSSStyleSheet, scene: Scene, seen: Seen | null, svg: boolean): Generator<void, Piece[]>;
  /** Whether the page may read the sheet's rules at all. */
  isOpen(sheet: CSSStyleSheet): boolean;
}

export function createStyles(): Styles {
  const compiled = new Map<CSSStyleSheet, readonly Compiled[]>();
  return {
    isOpen: (sheet) => rulesOf(sheet) !== undefined,
    *write(sheet, scene, seen, svg) {
      const known = compiled.get(sheet) ?? (yield* compile(rulesOf(sheet), baseOf(sheet, scene), scene, 0));
      compiled.set(sheet, known);
      const found: Piece[] = [];
      yield* select(known, seen, scene, found, svg);
      return found;
    },
  };
}

function rulesOf(sheet: { readonly cssRules: CSSRuleList } | null): CSSRuleList | undefined {
  try {
    return sheet?.cssRules;
  } catch {
    return undefined; // another site's, and not shared with this one; the error may be of a frame's own kind
  }
}

/** By its tag, not its type: rules of a frame's document are of that frame's types. */
function kindOf(rule: CSSRule): string {
  return Object.prototype.toString.call(rule).slice(8, -1);
}

/** Asked by name: which of these a rule has, its kind says. */
function part(rule: CSSRule, name: string): string {
  const value: unknown = Reflect.get(rule, name);
  return typeof value === 'string' ? value : '';
}

function mediaOf(rule: CSSRule): string {
  const text: unknown = Reflect.get(Object(Reflect.get(rule, 'media')), 'mediaText');
  return typeof text === 'string' ? text : '';
}

function baseOf(sheet: CSSStyleSheet, { base }: Scene): string {
  return sheet.href ?? base;
}

function* compile(
  rules: CSSRuleList | undefined,
  base: string,
  scene: Scene,
  depth: number,
): Generator<void, Compiled[]> {
  const all: Compiled[] = [];
  for (let n = 0; n < (rules?.length ?? 0); n += 1) {
    if (n % STRIDE === STRIDE - 1) yield;
    if (scene.out.full) break; // nothing of it would be written
    const rule = rules?.[n];
    if (rule === undefined) continue; // taken away meanwhile
    const kind = kindOf(rule);
    const parts = lazily(() => inertRule(rule, base, scene));
    if (kind === 'CSSImportRule') all.push(...(yield* imported(rule, scene, depth)));
    else if (kind === 'CSSStyleRule') all.push({ needs: needsOf(part(rule, 'selectorText')), parts });
    else if (kind === 'CSSFontFaceRule' && !/url\(\s*["']?data:/iu.test(rule.cssText)) {
      scene.out.count('styles_left_out'); // faces of writing are not fetched: a reader's own will do
    } else if (depth < DEEPEST && preludeOf(rule) !== undefined) {
      const inner = yield* compile(Reflect.get(rule, 'cssRules'), base, scene, depth + 1);
      all.push({ open: preludeOf(rule) ?? '', rules: inner });
    } else if (kind !== 'CSSNamespaceRule') all.push({ needs: undefined, parts });
  }
  return all;
}

function inertRule({ cssText }: CSSRule, base: string, scene: Scene): readonly CssPart[] {
  if (cssText.length <= LONGEST) return inertCss(cssText, base, scene.page, notesOf(scene));
  scene.out.count('styles_left_out');
  return [];
}

function* imported(rule: CSSRule, scene: Scene, depth: number): Generator<void, Compiled[]> {
  const sheet: CSSStyleSheet | null = Reflect.get(rule, 'styleSheet');
  const rules = rulesOf(sheet);
  if (sheet === null || rules === undefined || depth >= DEEPEST) {
    scene.out.count('styles_left_out');
    return [];
  }
  let found: Compiled[] = yield* compile(rules, sheet.href ?? scene.base, scene, depth + 1);
  const layer: unknown = Reflect.get(rule, 'layerName');
  if (typeof layer === 'string') found = [{ open: `@layer ${layer}`, rules: found }];
  if (mediaOf(rule) !== '') found = [{ open: `@media ${mediaOf(rule)}`, rules: found }];
  if (part(rule, 'supportsText') !== '')
    found = [{ open: `@supports ${part(rule, 'supportsText')}`, rules: found }];
  return found;
}

/** Of rules that only hold others; asked of each, as one text of the whole could be of megabytes. */
function preludeOf(rule: CSSRule): string | undefined {
  switch (kindOf(rule)) {
    case 'CSSMediaRule':
      return `@media ${mediaOf(rule)}`;
    case 'CSSSupportsRule':
      return `@supports ${part(rule, 'conditionText')}`;
    case 'CSSContainerRule':
      return `@container ${part(rule, 'conditionText')}`;
    case 'CSSLayerBlockRule':
      return `@layer ${part(rule, 'name')}`;
    default:
      return undefined;
  }
}

function notesOf({ out }: Scene): CssNotes {
  return {
    styleLeftOut: () => out.count('styles_left_out'),
    imageLeftOut: () => out.count('images_left_out'),
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function* select(
  rules: readonly Compiled[],
  seen: Seen | null,
  scene: Scene,
  found: Piece[],
  svg: boolean,
): Generator<void> {
  const { depth, out } = scene;
  for (const [n, rule] of rules.entries()) {
    if (n % STRIDE === STRIDE - 1) yield;
    if (out.full) return;
    if ('open' in rule) {
      const at = found.length;
      yield* select(rule.rules, seen, scene, found, svg);
      if (found.length === at) continue;
      found.splice(at, 0, escapedTimes(`${escapeTags(rule.open)}{`, depth));
      found.push('}\n');
    } else if (seen === null || fits(rule.needs, seen)) {
      for (const one of rule.parts()) found.push(pieceOf(one, scene, svg));
      found.push('\n');
    }
  }
}

function pieceOf(one: CssPart, { depth, out }: Scene, svg: boolean): Piece {
  // in SVG a parser reads the text of a style like any other
  if (typeof one === 'string') return escapedTimes(svg ? one.replaceAll('&', '\\26 ') : one, depth);
  const place = out.placed({ kind: 'image', url: one.image, rank: 2 }, 'css', depth);
  if (place === undefined) out.count('images_left_out');
  return place ?? NO_IMAGE;
}

function fits(needs: readonly (readonly string[])[] | undefined, seen: Seen): boolean {
  return needs === undefined || needs.some((all) => all.every((name) => seen.has(name)));
}

/** The classes and ids that each of the selectors cannot do without; undefined where that cannot be told. */
export function needsOf(selector: string): readonly (readonly string[])[] | undefined {
  if (selector.length > LONGEST || /\\[()[\],]/u.test(selector)) return undefined;
  let plain = selector;
  for (let n = 0; n < 6 && /[([]/u.test(plain); n += 1) plain = plain.replace(/\([^()]*\)|\[[^[\]]*\]/gu, '');
  if (/[()[\]"']/u.test(plain)) return undefined;
  return plain
    .split(',')
    .map((one) =>
      [...one.matchAll(/[.#]((?:[\w-]|[^\0-\x7f]|\\[0-9a-f]{1,6}\s?|\\.)+)/giu)].map(([, name = '']) =>
        name.replace(/\\(?:([0-9a-f]{1,6})\s?|(.))/giu, (_all, hex?: string, one?: string) =>
          hex === undefined
            ? (one ?? '')
            : String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff)),
        ),
      ),
    );
}
