// What is still to be taken from the page of a flag, so that a worker or browser that dies in between leaves a reason
// behind and no gap. Runs in the worker. Ids and kinds only.
import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import { ARTEFACT_KINDS, type ArtefactKind } from '../flag/artefact';

const KEY = 'dueEvidence';
const Due = z.record(z.string(), z.array(z.enum(ARTEFACT_KINDS)));
type Due = z.infer<typeof Due>;

/** One after the other: each call reads what the last one wrote. */
let turn: Promise<unknown> = Promise.resolve();

async function readAll(): Promise<Due> {
  const stored: unknown = (await browser.storage.local.get(KEY))[KEY];
  return z.safeParse(Due, stored).data ?? {};
}

function change(how: (due: Due) => Due): Promise<void> {
  const changed = turn.then(async () => browser.storage.local.set({ [KEY]: how(await readAll()) }));
  turn = changed.catch(() => undefined); // its own caller hears of it
  return changed;
}

export function noteDue(flagId: string, kinds: readonly ArtefactKind[]): Promise<void> {
  return change((due) => ({ ...due, [flagId]: [...kinds] }));
}

/** It has joined, or the reason why not has. */
export function noteDone(flagId: string, kind: ArtefactKind): Promise<void> {
  const left = ([id, kinds]: readonly [string, ArtefactKind[]]): [string, ArtefactKind[]] => [
    id,
    id === flagId ? kinds.filter((one) => one !== kind) : kinds,
  ];
  return change((due) =>
    Object.fromEntries(
      Object.entries(due)
        .map(left)
        .filter(([, kinds]) => kinds.length > 0),
    ),
  );
}

/** Of all flags, in the order they were noted. */
export async function allDue(): Promise<readonly (readonly [string, readonly ArtefactKind[]])[]> {
  await turn;
  return Object.entries(await readAll());
}
