// Runs in a small extension: hashes pictures as its worker decodes them, and measures that and the scan for near ones.
import browser from 'webextension-polyfill';
import { pdqOf } from '../../../src/evidence/pdq';
import { PDQ_MAX_PX, pdqOfPicture } from '../../../src/evidence/pdq-picture';
import { type Database, openDatabase } from '../../../src/queue/database';
import { addHashes, type HashEntry, nearMatches } from '../../../src/queue/pictures';
import { write } from '../../../src/queue/transact';
import { answerCalls } from '../drivers/answer-calls';

/** A file of the folder `pdq`, as evidence is hashed: all of it and, when asked, a rectangle. */
async function hashFile(name: string, area?: { x: number; y: number; w: number; h: number }) {
  const response = await fetch(browser.runtime.getURL(`pdq/${name}`));
  const image = await createImageBitmap(await response.blob(), { colorSpaceConversion: 'none' });
  const { width, height } = image;
  const pdq = await pdqOfPicture(image, area);
  image.close();
  return { ...pdq, width, height };
}

function photo(width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) throw new Error('no 2d context');
  for (let i = 0; i < 400; i += 1) {
    pen.fillStyle = `hsl(${(i * 137) % 360} 60% ${20 + ((i * 31) % 60)}%)`;
    pen.fillRect((i * 389) % width, (i * 211) % height, 40 + ((i * 97) % 300), 30 + ((i * 61) % 200));
  }
  return canvas;
}

/** Milliseconds of each round: of the hash alone, of pixels that are there; and of a decoded picture, all in. */
async function time(width: number, height: number, rounds: number) {
  const canvas = photo(width, height);
  const pixels = canvas.getContext('2d', { willReadFrequently: true })?.getImageData(0, 0, width, height);
  const image = await createImageBitmap(await canvas.convertToBlob(), { colorSpaceConversion: 'none' });
  if (pixels === undefined) throw new Error('no pixels');
  const times = { hash: [] as number[], picture: [] as number[], quality: 0 };
  for (let i = 0; i < rounds; i += 1) {
    let start = performance.now();
    times.quality = pdqOf(pixels.data, width, height).quality;
    times.hash.push(performance.now() - start);
    start = performance.now();
    await pdqOfPicture(image);
    times.picture.push(performance.now() - start);
  }
  image.close();
  return times;
}

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

function add(db: Database, entries: readonly HashEntry[]): Promise<void> {
  return write(
    db,
    ['pictures', 'hashOwners'],
    (tx) => addHashes(tx.objectStore('pictures'), tx.objectStore('hashOwners'), entries),
    'relaxed',
  );
}

const anEntry = (i: number): HashEntry => {
  const id = `01900000-0001-7000-8000-${String(i).padStart(12, '0')}`;
  return { hash: hex(crypto.getRandomValues(new Uint8Array(32))), flagId: id, artefactId: id };
};

/** So many random hashes in the store; one that is among them. */
async function fill(count: number): Promise<string> {
  const db = await openDatabase('hashes');
  let entry = anEntry(0);
  for (let from = 0; from < count; from += 1000) {
    const entries = Array.from({ length: 1000 }, (_, i) => anEntry(from + i));
    entry = entries[500] ?? entry;
    await add(db, entries);
  }
  db.close();
  return entry.hash;
}

/**
 * Milliseconds of each search: cold, on a connection that has read nothing yet; warm, again on the same one; and right
 * after one more hash was stored through another connection, which it has to find.
 */
async function scan(hash: string, rounds: number) {
  const times = { cold: [] as number[], warm: [] as number[], grown: [] as number[], missed: 0 };
  const other = await openDatabase('hashes');
  for (let i = 0; i < rounds; i += 1) {
    const db = await openDatabase('hashes');
    const timed = async (wanted: string, into: number[]): Promise<void> => {
      const start = performance.now();
      const found = await nearMatches(db, wanted);
      into.push(performance.now() - start);
      if (found.length !== 1) times.missed += 1;
    };
    await timed(hash, times.cold);
    await timed(hash, times.warm);
    const fresh = anEntry(1_000_000 + i);
    await add(other, [fresh]);
    await timed(fresh.hash, times.grown);
    db.close();
  }
  other.close();
  return times;
}

/** Hashes of a rectangle: by way of the decoded picture, and of its pixels taken from the canvas at once. */
async function bothWays(width: number, height: number, area: { x: number; y: number; w: number; h: number }) {
  const canvas = photo(width, height);
  const image = await createImageBitmap(await canvas.convertToBlob(), { colorSpaceConversion: 'none' });
  const { x, y, w, h } = area;
  const pixels = canvas.getContext('2d', { willReadFrequently: true })?.getImageData(x, y, w, h);
  if (pixels === undefined) throw new Error('no pixels');
  return [await pdqOfPicture(image, area), pdqOf(pixels.data, w, h)];
}

/** Whether a picture one row above the bound has no hash. Its pixels are not there: it is refused before they are asked for. */
async function tooLarge(): Promise<boolean> {
  const image = await createImageBitmap(new ImageData(10, 10));
  const pdq = await pdqOfPicture(image, { x: 0, y: 0, w: 16_384, h: PDQ_MAX_PX / 16_384 + 1 });
  return pdq === undefined;
}

answerCalls({ hashFile, time, bothWays, fill, scan, tooLarge });
