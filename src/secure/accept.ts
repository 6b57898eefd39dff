// The door for what a page said: well-formed, capped, http(s) only, of the agreed shape; every change is recorded.
// Runs in the worker. Never rejects a flag for a bad value: what does not fit is cut or dropped, and named.
import * as z from 'zod/mini';
import type { Alteration, PageState } from '../flag/capture';
import { PageMetadata, PostDetails } from '../flag/post';
import { withOriginal } from './archived-copy';
import { unwrapLinks } from './unwrap-links';

/** Longest text of a post, and of any other single value, in UTF-16 units. */
export const TEXT_MAX = 100_000;
const VALUE_MAX = 8192;
const JSON_LD_MAX = 200_000;
const ITEMS_MAX = 200;
const DEPTH_MAX = 6;

/** Keys whose value is an address: anything but http(s) is dropped. */
const ADDRESSES = new Set(['postUrl', 'originalUrl', 'profileUrl', 'url', 'links', 'canonical']);

type Note = (kind: Alteration['kind'], field: string) => void;

function capOf(field: string): number {
  if (field.endsWith('text')) return TEXT_MAX;
  return field.startsWith('jsonLd') ? JSON_LD_MAX : VALUE_MAX;
}

function cleanText(value: string, field: string, note: Note): string {
  const max = capOf(field);
  const cut = value.length > max ? cutAt(value, max) : value;
  if (cut !== value) note('truncated', field);
  const whole = cut.toWellFormed();
  if (whole !== cut) note('well_formed', field);
  return whole;
}

/** Never between the halves of a pair: that would be our damage, not the page's. */
function cutAt(value: string, max: number): string {
  const last = value.charCodeAt(max - 1);
  return value.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && /^https?:$/u.test(new URL(value).protocol);
}

function clean(value: unknown, key: string, field: string, note: Note, depth = 0): unknown {
  if (depth > DEPTH_MAX) return undefined;
  if (typeof value === 'string') {
    if (ADDRESSES.has(key) && !isWebAddress(value)) {
      note('url_dropped', field);
      return undefined;
    }
    return cleanText(value, field, note);
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (Array.isArray(value)) {
    if (value.length > ITEMS_MAX) note('items_dropped', field);
    const items = value.slice(0, ITEMS_MAX).map((item) => clean(item, key, field, note, depth + 1));
    return items.filter((item) => item !== undefined);
  }
  if (typeof value !== 'object' || value === null) return typeof value === 'boolean' ? value : undefined;
  const entries = Object.entries(value)
    .slice(0, ITEMS_MAX)
    .flatMap(([name, inner]) => {
      const path = field === '' ? name : `${field}.${name}`;
      const kept = clean(inner, name, path.toWellFormed().slice(0, 200), note, depth + 1);
      return kept === undefined ? [] : [[name.toWellFormed(), kept] as const];
    });
  return Object.fromEntries(entries);
}

/** Parses, leaving out the top-level parts that do not fit. */
function fitting<T>(schema: z.ZodMiniType<T>, value: unknown, note: Note): T | undefined {
  const first = z.safeParse(schema, value);
  if (first.success) return first.data;
  if (typeof value !== 'object' || value === null) return undefined;
  const bad = new Set(first.error.issues.map(({ path }) => String(path[0] ?? '')));
  for (const field of bad) note('value_dropped', field);
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => !bad.has(key)));
  const second = z.safeParse(schema, rest);
  return second.success ? second.data : undefined;
}

/** A state of the page: its title is the page's own word. */
export function acceptState(state: PageState, alterations: Alteration[]): PageState {
  const note: Note = (kind, field) => void alterations.push({ kind, field });
  return {
    ...state,
    url: cleanText(state.url, 'state.url', note),
    title: cleanText(state.title, 'state.title', note),
  };
}

export interface Accepted {
  readonly post: PostDetails | undefined;
  readonly page: PageMetadata | undefined;
  readonly alterations: Alteration[];
}

/** `read` is a ReadAnswer as it came; post and page are undefined when nothing usable was in them. */
export function accept(read: { readonly post?: unknown; readonly page?: unknown }): Accepted {
  const seen = new Map<string, Alteration>();
  const note: Note = (kind, field) => {
    if (seen.size < ITEMS_MAX) seen.set(`${kind} ${field}`, { kind, field });
  };
  const post = fitting(PostDetails, clean(read.post, '', '', note), note);
  const page = fitting(PageMetadata, clean(read.page, '', '', note), note);
  // an address that was dropped has no source either
  const { postUrlSource: _dropped, ...unlocated } = post ?? { subject: 'website' as const };
  const honest = post?.postUrl === undefined && post !== undefined ? unlocated : post;
  return { post: honest && withOriginal(unwrapLinks(honest)), page, alterations: [...seen.values()] };
}
