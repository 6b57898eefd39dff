// What must hold after worker, popup and tab wrote at once, in either browser. Runs in node.
import { expect } from 'vitest';
import * as z from 'zod/mini';
import { CustodyEvent } from '../../../src/evidence/custody';
import { brokenLinks } from '../../fakes/custody-chain';
import type { Call } from '../drivers/own-code';

/** Four events each: 200 from every context. */
const FLAGS = 50;

export async function expectOneChain(call: Call): Promise<void> {
  const session = await call('tab', 'begin');
  await Promise.all([
    call('worker', 'write', 1, FLAGS, session),
    call('popup', 'write', 2, FLAGS, session),
    call('tab', 'write', 3, FLAGS, session),
  ]);
  const events = z.parse(z.array(CustodyEvent), await call('popup', 'custody'));
  expect(events.map(({ n }) => n)).toEqual(Array.from({ length: 1 + 3 * 4 * FLAGS }, (_, i) => i));
  expect(brokenLinks(events)).toEqual([]);
  const writers = events.slice(1).map(({ subject }) => subject.flagId?.[7]);
  const turns = writers.filter((one, i) => one !== writers[i - 1]).length;
  expect(turns, 'they took turns, or this shows nothing').toBeGreaterThan(50);
  for (const type of ['captured', 'evidence_added', 'judged', 'viewed'] as const) {
    const of = events.filter((event) => event.type === type);
    expect([type, of.length]).toEqual([type, 3 * FLAGS]);
  }
  expect(await call('worker', 'stored')).toEqual({
    numbers: Array.from({ length: 3 * FLAGS }, (_, i) => i + 1),
    unjudged: 0,
    hashes: Array.from({ length: 3 * FLAGS }, (_, i) => i),
    lost: 0,
  });
}
