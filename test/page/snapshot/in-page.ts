// The snapshot as tests call it: bundled, put into a test page's isolated world, run there.
import { installSnapshot } from '../../../src/page/snapshot/install';
import type { Job } from '../../../src/page/snapshot/job';
import { world } from '../../../src/page/world';

installSnapshot();

/** `post`: selector of the element that stands for the pinned post. */
async function snap(job: Job, post?: string): Promise<unknown> {
  const root = post === undefined ? null : Document.prototype.querySelector.call(document, post);
  const pins = new Map(root === null ? [] : [['pin', { found: { root }, since: 0 }]]);
  Object.assign(world(), { reader: { pins } });
  const { snapshot } = world();
  if (snapshot === undefined) throw new Error('not installed');
  const start = performance.now();
  const summary = await snapshot.take({ ...job, ...(root === null ? {} : { token: 'pin' }) });
  const tookMs = performance.now() - start;
  const rest = Array.from({ length: summary.parts - 1 }, (_, n) => snapshot.part(summary.id, n + 1));
  const pieces = [summary.first, ...rest].flat();
  snapshot.drop(summary.id);
  return { ...summary, tookMs, pieces };
}

Object.assign(globalThis, { snap });
