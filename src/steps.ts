// The named steps of a flag and of a sync. Runs in the worker. In the test build, and only there, a test can
// pause the program at a name and then kill it; in every other build this is an empty function.

export const STEPS = [
  'flag_begun',
  'flag_intent_stored',
  'flag_pinned',
  'flag_shot',
  'flag_read',
  'flag_digested',
  'flag_committed',
  'flag_announced',
  'flag_joined',
  'flag_taken',
  'flag_completed',
  'bulk_claimed',
  'bulk_opened',
  'bulk_flagged',
  'bulk_settled',
  'sync_begun',
  'sync_claimed',
  'sync_sending',
  'sync_answered',
  'sync_settled',
  'sync_artefacts_sending',
  'sync_artefacts_answered',
  'sync_artefacts_settled',
] as const;
export type Step = (typeof STEPS)[number];

declare global {
  /** Test build: the step to stop at, set by the test. */
  var flagpostPause: Step | undefined;
  /** Test build: the step at which the program stands still. */
  var flagpostPausedAt: Step | undefined;
}

/** Passed between transactions, never inside one. */
export async function step(name: Step): Promise<void> {
  if (typeof __STEPS__ === 'undefined' || !__STEPS__) return;
  if (globalThis.flagpostPause !== name) return;
  globalThis.flagpostPausedAt = name;
  await new Promise<never>(() => undefined);
}
