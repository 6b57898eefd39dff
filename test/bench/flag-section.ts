// The part of RESULTS.md on flags: commit 1, what joins after it, and the bytes of it all. Runs in node.
import { figuresRow } from './figures';
import type { FlagBench } from './flag';

/** Shorter by default: a round takes a second and a half, for the browser allows two shots a second. */
export const FULL_ROUNDS = 500;

export function flagSection({
  bytes,
  flag,
  floor,
  joined,
  page,
  rounds,
  taken,
  verified,
}: FlagBench): string {
  const kinds = bytes.map(
    ({ absent, kind, median, most, present }) => `| ${kind} | ${present} | ${absent} | ${median} | ${most} |`,
  );
  return `## Gesture to commit 1, and to what joins after it (${page})

Floor: bare captureVisibleTab and one strict put of the same bytes, in turns with the flags of the same run.
${rounds} rounds (\`npm run bench -- ${FULL_ROUNDS}\` makes ${FULL_ROUNDS}); ${verified} flags of ${rounds + 1} were stored as verified. Everything was switched on.
Bounds: commit 1 at 1.20 (median) and 1.50 (p95); what is made from stored bytes at 2.00, the snapshot at 3.00 (median).

| until | n | median | p95 | median / floor | p95 / floor |
|---|---|---|---|---|---|
${figuresRow('floor', floor, floor)}
${figuresRow('commit 1', flag, floor)}
${figuresRow('crop, thumbnail, text and PDQ joined', joined, floor)}
${figuresRow('snapshot joined', taken, floor)}

Bytes of one flag, by artefact:

| artefact | present | absent | median | most |
|---|---|---|---|---|
${kinds.join('\n')}
`;
}
