// What is told of a seal: read from the signed bytes and the last of its leaves, never guessed.
import { expect, test, vi } from 'vitest';
import { leafLine, statementText } from '../../../src/evidence/seal';
import { statementOf } from '../../../src/popup/seals/seal-words';
import { sealedUpTo } from '../../../src/popup/seals/use-sealed-up-to';
import type { StoredSeal } from '../../../src/queue/database';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const hash = 'a'.repeat(64);
const statement = {
  schemaVersion: 1,
  type: 'flagpost-seal',
  sealId: 'seal',
  sessionId: 's',
  n: 1,
  sealedAt: '2026-11-21T10:00:00.000Z',
  merkleRoot: hash,
  leafCount: 3,
  custodyHead: { n: 4, hash },
  signer: hash,
  extensionVersion: '0.1.0',
} as const;
const seal = (text: string): StoredSeal => ({ statement: text }) as StoredSeal;

test('a statement is read as signed; what is none of this version is not', () => {
  expect(statementOf(seal(statementText(statement)))).toEqual(statement);
  expect(statementOf(seal('{"schemaVersion":2}'))).toBeUndefined();
  expect(statementOf(seal('no json'))).toBeUndefined();
});

test('the last evidence number under a seal stands in its last line', async () => {
  const line = (flagSeq: number): string =>
    `${leafLine({ kind: 'capture', flagSeq, flagId: 'f', id: 'f', recordSha256: hash })}\n`;
  const leaves = new Blob(Array.from({ length: 500 }, (_, i) => line(i + 1)));
  expect(await sealedUpTo({ leaves })).toBe(500);
  expect(await sealedUpTo({ leaves: new Blob([]) })).toBe(0);
  expect(await sealedUpTo({ leaves: new Blob(['damaged']) })).toBeUndefined();
});
