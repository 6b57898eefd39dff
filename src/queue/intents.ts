// Intents: what was begun and not yet stored. One that outlives its worker was cut short and is reported. Runs in the worker.
import type { Clock } from '../flag/time';
import { timeOf } from '../flag/time';
import { announce } from './changes';
import type { Database, Intent } from './database';
import { append } from './log';
import { write } from './transact';

/** Relaxed, alone of all writes: it reports the death of worker or browser, and outlives both. A power cut reports itself. */
export async function recordIntent(db: Database, intent: Intent): Promise<void> {
  await write(db, ['intents'], (tx) => tx.objectStore('intents').put(intent), 'relaxed');
}

/** Takes an intent back: the gesture ended with an error that the analyst was told. */
export async function dropIntent(db: Database, id: string): Promise<void> {
  await write(db, ['intents'], (tx) => tx.objectStore('intents').delete(id));
}

/** Gestures that were cut short: intents older than `before` (epoch ms), which no living worker can still be serving. */
export async function cutIntents(db: Database, before: number): Promise<Intent[]> {
  const all = await db.getAll('intents');
  return all.filter((intent) => Date.parse(intent.at) < before);
}

/** The analyst has read that these were cut short: logs it and forgets them. */
export async function acknowledgeCut(
  db: Database,
  intents: readonly Intent[],
  clock: Clock,
  actor: string,
): Promise<void> {
  if (intents.length === 0) return;
  const at = timeOf(clock.now());
  await write(db, ['intents', 'custody'], async (tx) => {
    for (const { id } of intents) void tx.objectStore('intents').delete(id);
    const entries = intents.map((intent) => ({
      at,
      actor,
      type: 'gesture_cut' as const,
      subject: { flagId: intent.id },
      detail: { begunAt: intent.at },
    }));
    await append(tx.objectStore('custody'), entries);
  });
  announce({ type: 'intents' });
}
