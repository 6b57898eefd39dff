// One document's snapshot as the page gives it: asked for in parts, and checked, since nothing a page says is trusted.
// Runs in the worker.
import * as z from 'zod/mini';
import { ArtefactAlteration } from '../flag/artefact';
import type { Job } from '../page/snapshot/job';
import { callSnapshot, injectSnapshot, type Place } from './page-calls';

const Resource = z.object({
  kind: z.enum(['image', 'sheet', 'frame']),
  url: z.string().check(z.maxLength(100_000)),
  rank: z.number(),
});
export type Resource = z.infer<typeof Resource>;
export const PlaceKind = z.enum(['src', 'poster', 'href', 'css', 'sheet', 'frame']);
const Piece = z.union([z.string(), z.tuple([z.number(), PlaceKind, z.number().check(z.lte(8))])]);
export type Piece = z.infer<typeof Piece>;
const Part = z.array(Piece);
const Summary = z.object({
  id: z.string(),
  parts: z.number().check(z.lte(200)),
  first: Part,
  resources: z.array(Resource).check(z.maxLength(1000)),
  alterations: z.array(ArtefactAlteration).check(z.maxLength(50)),
  size: z.object({ w: z.number(), h: z.number() }),
  frameSeen: z.boolean(),
});

export interface Taken {
  readonly pieces: readonly Piece[];
  readonly resources: readonly Resource[];
  readonly alterations: readonly ArtefactAlteration[];
  readonly size: { readonly w: number; readonly h: number };
  readonly frameSeen: boolean;
}

/** Rejects when the document is gone or lets nobody in. */
export async function takeDocument(place: Place, job: Job): Promise<Taken> {
  await injectSnapshot(place);
  const { first, id, parts, ...summary } = z.parse(Summary, await callSnapshot(place, 'take', job));
  const pieces: Piece[] = [...first];
  for (let n = 1; n < parts; n += 1) {
    // null when the page let its snapshot go
    const part = z.parse(Part, await callSnapshot(place, 'part', id, n));
    for (const piece of part) pieces.push(piece);
  }
  // it would go by itself, only later
  if (parts > 1) void callSnapshot(place, 'drop', id).catch(() => undefined);
  return { pieces, ...summary };
}
