// A stored snapshot made ready to be shown: unpacked within bounds, and kept from loading or leading anywhere.
// Runs in the UI. What comes of it is for a sandboxed frame only, never for the page itself.
import { FlagpostError } from '../../errors';

/** What a frame can still show; larger ones are saved instead. */
export const SHOWN_MAX_BYTES = 64 * 1024 * 1024;

/** On top of what the snapshot says of itself: what was stored is not trusted to say it. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline' data:; img-src data:; font-src data:; media-src data:; form-action 'none'; base-uri 'none'";

/** Throws artefact_lost for bytes that cannot be unpacked; undefined for a snapshot that is too large to be shown. */
export async function readSnapshot(bytes: Blob, max = SHOWN_MAX_BYTES): Promise<string | undefined> {
  const parts: string[] = [];
  const decoder = new TextDecoder();
  let size = 0;
  try {
    const reader = bytes.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      size += read.value.byteLength;
      if (size > max) {
        await reader.cancel();
        return undefined;
      }
      parts.push(decoder.decode(read.value, { stream: true }));
    }
  } catch (error) {
    throw new FlagpostError('artefact_lost', {}, error);
  }
  return guarded(parts.join('') + decoder.decode());
}

const DOCTYPE = /^\uFEFF?\s*<!doctype[^>]*>/iu;
const XLINK = 'http://www.w3.org/1999/xlink';

/**
 * The policy before everything that it is to hold for, and no link: a frame cannot keep the browser from opening one in
 * another tab.
 */
export function guarded(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  disarm(page);
  const policy = metaOf(page, { 'http-equiv': 'Content-Security-Policy', content: POLICY });
  const referrer = metaOf(page, { name: 'referrer', content: 'no-referrer' });
  page.head.prepend(policy, referrer);
  return (DOCTYPE.exec(html)?.[0] ?? '') + page.documentElement.outerHTML;
}

function disarm(root: Document | DocumentFragment): void {
  for (const element of root.querySelectorAll('base, meta[http-equiv]')) {
    const directive = element.getAttribute('http-equiv') ?? 'refresh';
    if (directive.trim().toLowerCase() === 'refresh') element.remove();
  }
  for (const link of root.querySelectorAll('a, area')) {
    const address = link.getAttribute('href');
    // still to be read, no longer to be followed
    if (address !== null && !link.hasAttribute('title')) link.setAttribute('title', address);
    link.removeAttribute('href');
    link.removeAttributeNS(XLINK, 'href');
  }
  // what a template holds is no part of the page yet, but will be
  for (const template of root.querySelectorAll('template')) disarm(template.content);
}

function metaOf(page: Document, attributes: Readonly<Record<string, string>>): HTMLMetaElement {
  const meta = page.createElement('meta');
  for (const [name, value] of Object.entries(attributes)) meta.setAttribute(name, value);
  return meta;
}
