// The custody log of a bundle: each event's own hash, its place, its link to the one before. Runs anywhere.
// Gives what it says of flags, seals and times; of other sessions there are only links.
import * as z from 'zod/mini';
import { CustodyEvent, GENESIS } from '../evidence/custody';
import { isTime } from '../flag/time';
import type { Findings } from './findings';
import { parseLine, recordHash } from './json-line';
import { type LogFacts, type LogTaken, logFacts } from './log-facts';
import type { Reading } from './reading';
import type { Where } from './report';

const Link = z.strictObject({ n: z.int(), prev: z.string(), hash: z.string() });
const Event = z.strictObject({
  ...CustodyEvent.shape,
  n: z.int(),
  at: z.string().check(z.refine(isTime)),
  subject: z.strictObject(CustodyEvent.shape.subject.shape),
});

const PATH = 'data/custody.ndjson';

/** Undefined when the bundle has no log. */
export async function checkLog(
  reading: Reading,
  findings: Findings,
  sessionId: string,
): Promise<LogFacts | undefined> {
  if (!reading.has(PATH)) return undefined;
  const taken = logFacts(sessionId);
  const failed = findings.failed();
  let before: z.infer<typeof Link> | undefined;
  let links = 0;
  for await (const { line, text } of reading.lines(PATH)) {
    const where = { path: PATH, line };
    const value = parseLine(text, where, findings);
    const link = linkOf(value, where, findings, taken);
    if (link === undefined) {
      findings.add('log_malformed', where);
      continue;
    }
    if (z.safeParse(Link, value).success) links += 1;
    checkPlace(before, link, { ...where, event: link.n }, findings);
    taken.hash(link.n, link.hash);
    before = link;
  }
  const facts = taken.facts();
  if (findings.failed() === failed && before !== undefined)
    findings.add('log_intact', {}, facts.count, facts.first, before.n);
  // of what a link hides nothing can be said, not even that it is another session's
  if (links > 0) findings.add('log_links', { path: PATH }, links);
  return facts;
}

function checkPlace(
  before: z.infer<typeof Link> | undefined,
  { n, prev }: z.infer<typeof Link>,
  where: Where,
  findings: Findings,
): void {
  if (before !== undefined && n !== before.n + 1) findings.add('log_gap', where, before.n + 1, n);
  if (before !== undefined ? prev !== before.hash : n === 0 && prev !== GENESIS)
    findings.add('log_link', where);
}

/** Number and hashes of an event, whole or not; a whole one is hashed, and what it says is taken down. */
function linkOf(
  value: unknown,
  where: Where,
  findings: Findings,
  taken: LogTaken,
): z.infer<typeof Link> | undefined {
  const link = z.safeParse(Link, value).data;
  if (link !== undefined) return link;
  const event = z.safeParse(Event, value).data;
  if (event === undefined) return undefined;
  const { hash, ...rest } = event;
  if (recordHash(rest) !== hash)
    findings.add('log_hash', { ...where, event: event.n, flagId: event.subject.flagId });
  taken.event(event, where.line ?? 0);
  return { n: event.n, prev: event.prev, hash };
}
