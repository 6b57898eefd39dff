// Names for documents and pins that no page can guess. Runs in the page.

/** Not crypto.randomUUID: documents that came without TLS have none. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
