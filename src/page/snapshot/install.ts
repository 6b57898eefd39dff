// The snapshot as it is injected after commit 1: takes the document in slices, hands it out in parts. Runs in the page.
// Called by the worker through scripting.executeScript. Changes nothing in the page and asks the network for nothing.
import { randomId } from '../random-id';
import { world } from '../world';
import { writeDocument } from './document';
import { bodyOf, documentElement } from './dom';
import type { Job, Snapshot, Summary } from './job';
import { createOut, type Piece } from './pieces';
import { createStyles } from './sheets';
import { inSlices } from './slices';
import type { Walk } from './walk';

/** Of text in one answer. */
const PART_CHARS = 1_000_000;
/** What nobody fetched by then is let go. */
const KEPT_MS = 30_000;
const CANVASES = 4;

export function installSnapshot(): void {
  const kept = new Map<string, Piece[][]>();
  const snapshot: Snapshot = {
    async take(job) {
      const { parts, summary } = await take(job);
      if (parts.length > 1) {
        kept.set(summary.id, parts);
        setTimeout(() => kept.delete(summary.id), KEPT_MS);
      }
      return { ...summary, first: parts[0] ?? [] };
    },
    part: (id, n) => kept.get(id)?.[n] ?? null,
    drop: (id) => void kept.delete(id),
  };
  world().snapshot ??= snapshot;
}

async function take(job: Job): Promise<{ parts: Piece[][]; summary: Omit<Summary, 'first'> }> {
  const walk = walkOf(job);
  const { out } = walk;
  const pace = await inSlices(all(walk), job, out.stop);
  const parts = out.parts(PART_CHARS);
  const { busyMs, longestMs, slices } = pace;
  const summary = {
    id: randomId(),
    parts: parts.length,
    resources: out.resources,
    alterations: Array.from(out.counts, ([kind, count]) => ({ kind, count })),
    size: { w: innerWidth, h: innerHeight },
    busyMs,
    longestMs,
    slices,
    elements: walk.elements,
    frameSeen: walk.frameSeen,
  };
  return { parts, summary };
}

function* all(walk: Walk): Generator<void> {
  yield* writeDocument(document, 0, walk);
  // all names are known by now
  for (const write of walk.waiting) yield* write();
}

function walkOf(job: Job): Walk {
  const pinned = job.token === undefined ? undefined : world().reader?.pins.get(job.token)?.found.root;
  // the tab shows another document by now: this one is not what the flag is of
  if (job.token !== undefined && pinned === undefined) throw new Error('no such post in this document');
  const body = bodyOf(document);
  const whole = pinned !== undefined && (pinned === documentElement(document) || pinned === body);
  const walk: Walk = {
    out: createOut(job.maxChars),
    setting: {
      ownAccount: job.ownAccount.join(','),
      listed: job.listed,
      aroundPost: around(pinned),
      toast: world().toastHost,
      canvases: CANVASES,
    },
    styles: createStyles(),
    root: whole ? undefined : pinned,
    frame: job.frame,
    waiting: [],
    inFrame: (doc, depth) => writeDocument(doc, depth, walk),
    rootSeen: false,
    frameSeen: false,
    elements: 0,
    frames: 0,
  };
  return walk;
}

/** The post's element and all that it is in, out of shadow roots too. */
function around(root: Element | undefined): ReadonlySet<Node> {
  const all = new Set<Node>();
  for (let node: Node | null | undefined = root; node; ) {
    all.add(node);
    const parent: Node | null = Reflect.get(Node.prototype, 'parentNode', node);
    node = parent instanceof ShadowRoot ? parent.host : parent;
  }
  return all;
}
