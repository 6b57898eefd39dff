// What everybody can do who can run sha256sum: make the lists and counts of a bag fit its files again. Runs in node.
import { createHash } from 'node:crypto';
import type { Files } from './sealed';

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export function relist(files: Files): void {
  const payload = [...files].filter(([path]) => path.startsWith('data/'));
  const bytes = payload.reduce((sum, [, { length }]) => sum + length, 0);
  files.set('manifest-sha256.txt', encode(payload.map(([path, one]) => `${hash(one)}  ${path}\n`).join('')));
  const info = Buffer.from(files.get('bag-info.txt') ?? []).toString();
  files.set(
    'bag-info.txt',
    encode(info.replace(/^Payload-Oxum: .*$/mu, `Payload-Oxum: ${bytes}.${payload.length}`)),
  );
  const tags = ['manifest-sha256.txt', 'bagit.txt', 'bag-info.txt'];
  const lines = tags.map((path) => `${hash(files.get(path) ?? encode(''))}  ${path}\n`);
  files.set('tagmanifest-sha256.txt', encode(lines.join('')));
}
