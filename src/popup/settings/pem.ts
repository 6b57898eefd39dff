// Certificates as text: how many there are, and whether each is one. Pure. Says nothing of whom they belong to.

const BLOCK = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/gu;
/** Nobody's list of roots; beyond this it is another file. */
export const PEM_MAX_CHARACTERS = 500_000;

/** The number of certificates; undefined when there is none, or anything else than comments beside them. */
export function countCertificates(text: string): number | undefined {
  if (text.length > PEM_MAX_CHARACTERS) return undefined;
  const bodies = [...text.matchAll(BLOCK)].map(([, body = '']) => body.replace(/\s/gu, ''));
  if (bodies.length === 0 || text.replace(BLOCK, '').includes('-----BEGIN')) return undefined;
  return bodies.every(isSequence) ? bodies.length : undefined;
}

/** A certificate is a DER sequence that is as long as it says. */
function isSequence(base64: string): boolean {
  try {
    const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
    const [tag, first = 0] = bytes;
    if (tag !== 0x30) return false;
    if (first < 0x80) return bytes.length === 2 + first;
    const octets = first - 0x80;
    const length = bytes.slice(2, 2 + octets).reduce((sum, byte) => sum * 256 + byte, 0);
    return octets > 0 && octets < 5 && bytes.length === 2 + octets + length;
  } catch (error) {
    // atob throws for what is no base64
    if (!(error instanceof DOMException)) throw error;
    return false;
  }
}
