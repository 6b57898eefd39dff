// Addresses out of what was pasted: one a line, or in prose, in CSV, or written so that nobody follows them by accident.
// Runs anywhere. Nothing is lost: what gives no address is handed back with its line.
import type { BulkAddress } from '../queue/bulk';
import { BULK_MAX } from '../queue/bulk-items';
import { keysOf } from './bulk-address';

export interface BulkList {
  readonly addresses: readonly BulkAddress[];
  /** How many were the same as one before them. */
  readonly twice: number;
  /** Lines without an address that could be opened, with their number from 1. */
  readonly bad: readonly BadLine[];
  /** Beyond what one run takes. */
  readonly over: readonly string[];
}
export interface BadLine {
  readonly line: number;
  readonly text: string;
}

const LONGEST_URL = 8192;
const SCHEME = /https?:\/\//iu;

export function parseList(text: string): BulkList {
  const lines = text.split(/\r\n|[\r\n\u2028\u2029]/u);
  const separator = separatorOf(lines);
  const found = new Map<string, BulkAddress>();
  const bad: BadLine[] = [];
  let twice = 0;
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const urls = addressesIn(line, separator);
    if (urls.length === 0) bad.push({ line: i + 1, text: line.trim() });
    for (const url of urls) {
      const keys = keysOf(url);
      const id = keys.join();
      if (found.has(id)) twice += 1;
      else found.set(id, { url, keys });
    }
  }
  const all = [...found.values()];
  return { addresses: all.slice(0, BULK_MAX), twice, bad, over: all.slice(BULK_MAX).map(({ url }) => url) };
}

/** Of a table: every line has equally many. A comma alone may also be a part of an address. */
function separatorOf(lines: readonly string[]): string | undefined {
  const filled = lines.filter((line) => line.trim() !== '');
  return ['\t', ';', ','].find((separator) => {
    const counts = new Set(filled.map((line) => cells(line, separator).length));
    return filled.length > 1 && counts.size === 1 && !counts.has(1);
  });
}

/** A quoted cell may hold the separator. */
function cells(line: string, separator: string): string[] {
  const [first = '', ...rest] = line.split('"');
  const parts = [first.split(separator)];
  for (const [i, part] of rest.entries()) {
    const [head = '', ...tail] = i % 2 === 0 ? [part] : part.split(separator);
    const open = parts.at(-1);
    if (open !== undefined) open[open.length - 1] += head;
    open?.push(...tail);
  }
  return parts.flat();
}

function addressesIn(line: string, separator: string | undefined): string[] {
  const parts = separator === undefined ? [line] : cells(line, separator);
  return parts.flatMap((part) => {
    const text = armed(part.trim());
    // alone on its line or in its cell it may lack the scheme, and hold what would end it in prose
    const whole = /^\S+$/u.test(text) ? asUrl(withScheme(text.replace(/[,;]{1,3}$/u, ''))) : undefined;
    return whole !== undefined && !/[,;|<>"]https?:/iu.test(text) ? [whole] : inProse(text);
  });
}

/** "hxxps://example[.]org" is how analysts hand an address on. */
function armed(text: string): string {
  return text
    .replace(/\[:\]/gu, ':')
    .replace(/\bhxxp(s?):\/\//giu, 'http$1://')
    .replace(/\[(?:\.|dot)\]|\(\.\)/giu, '.');
}

function withScheme(text: string): string {
  const bare = /^<(.*)>$/u.exec(text)?.[1] ?? text;
  return /^(?:[a-z\d-]+\.)+[a-z]{2,}(?::\d+)?\/\S+$/iu.test(bare) ? `https://${bare}` : bare;
}

function inProse(text: string): string[] {
  // an address within an address (an archive's) is a part of it, unless something that ends one stands between
  const starts = text.split(/(?:^|[\s<>"'([{|,;=])(?=https?:\/\/)/iu).filter((part) => SCHEME.test(part));
  return starts.flatMap((part) => {
    const [raw = ''] = /https?:\/\/[^\s<>"'`|]+/iu.exec(part) ?? [];
    const url = raw.length > LONGEST_URL ? undefined : asUrl(trimmed(raw));
    return url === undefined ? [] : [url];
  });
}

/** Without the punctuation of the sentence; a bracket that the address itself opened stays. */
function trimmed(raw: string): string {
  let url = raw;
  for (;;) {
    const last = url.at(-1) ?? '';
    const opens = { ')': '(', ']': '[', '}': '{' }[last];
    const closing = opens !== undefined && url.split(opens).length < url.split(last).length;
    if (!closing && !/[.,;:!?…»”’*،؛؟。，、]/u.test(last)) return url;
    url = url.slice(0, -1);
  }
}

function asUrl(text: string): string | undefined {
  if (text.length > LONGEST_URL || !/^https?:\/\//iu.test(text) || !URL.canParse(text)) return undefined;
  const { href, hostname } = new URL(text);
  return hostname === '' ? undefined : href;
}
