// A session: a named run of work (an action day, a routine day). Every flag belongs to one.
import * as z from 'zod/mini';

export const SESSION_KINDS = ['action_day', 'routine', 'exercise'] as const;

export const Session = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  name: z.string(),
  kind: z.enum(SESSION_KINDS),
  startedAt: z.string(),
  endedAt: z.optional(z.string()),
  /** The evidence number the next flag gets; only ever counts up. */
  nextSeq: z.number(),
});
export type Session = z.infer<typeof Session>;
