// What must hold of keys, seals and time-stamps in either browser. Runs in node.
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import * as z from 'zod/mini';
import { bytesOfBase64 } from '../../../src/evidence/base64';
import { treeOf } from '../../../src/evidence/merkle';
import { SealStatement } from '../../../src/evidence/seal';
import { verifySignature } from '../../../src/evidence/signing';
import { timestampRequest } from '../../../src/evidence/timestamp';
import { startAuthority } from '../../seal/authority';
import { LIES, type Lie } from '../../seal/replies';
import type { Call } from '../drivers/own-code';

const Key = z.object({ fingerprint: z.string(), publicKey: z.string() });
type Key = z.infer<typeof Key>;
const Signed = z.object({ signature: z.string(), takenOut: z.array(z.string()) });
const Sealed = z.object({
  statement: z.string(),
  signature: z.string(),
  leaves: z.string(),
  ms: z.number(),
  longestMs: z.number(),
});

const holds = (key: Key, signature: string, text: string): Promise<boolean> =>
  verifySignature(bytesOfBase64(key.publicKey)!, bytesOfBase64(signature)!, new TextEncoder().encode(text));

/** All contexts ask at the same moment. */
export async function expectOneKey(call: Call): Promise<Key> {
  const contexts = ['worker', 'popup', 'tab', 'worker', 'popup', 'tab'] as const;
  const keys = await Promise.all(contexts.map(async (one) => z.parse(Key, await call(one, 'key'))));
  expect(new Set(keys.map(({ fingerprint }) => fingerprint)).size).toBe(1);
  expect(await call('tab', 'keysMade')).toBe(1);
  return keys[0]!;
}

/** The key of before, from every context, and it stays where it is. */
export async function expectSameKey(call: Call, key: Key): Promise<void> {
  for (const context of ['worker', 'popup', 'tab'] as const) {
    expect(z.parse(Key, await call(context, 'key'))).toEqual(key);
    const { signature, takenOut } = z.parse(Signed, await call(context, 'sign', context));
    expect(await holds(key, signature, context)).toBe(true);
    expect(takenOut).toEqual([]);
  }
  expect(await call('tab', 'keysMade')).toBe(1);
}

/** Seals a session in the tab and checks it out here. */
export async function expectSoundSeal(
  call: Call,
  key: Key,
  flags: number,
  artefacts: number,
): Promise<{ ms: number; longestMs: number }> {
  await call('tab', 'fill', flags, artefacts);
  const { leaves, signature, statement, ...took } = z.parse(Sealed, await call('tab', 'seal'));
  const lines = leaves.slice(0, -1).split('\n');
  expect(lines).toHaveLength(flags * (artefacts + 2));
  const { leafCount, merkleRoot, signer } = z.parse(SealStatement, JSON.parse(statement));
  expect({ leafCount, merkleRoot, signer }).toEqual({
    leafCount: lines.length,
    merkleRoot: treeOf(lines).root,
    signer: key.fingerprint,
  });
  expect(await holds(key, signature, statement)).toBe(true);
  return took;
}

/** The browser's WebCrypto finds every lie that node's finds, and believes the truth. */
export async function expectLiesFound(call: Call): Promise<void> {
  const authority = await startAuthority();
  try {
    const imprint = new Uint8Array(createHash('sha256').update('signature').digest());
    const nonce = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
    const verdict = async (lie?: Lie): Promise<unknown> => {
      const reply = authority.reply(timestampRequest(imprint, nonce), lie);
      return call('tab', 'check', base64(reply), base64(imprint), base64(nonce), authority.roots);
    };
    expect(await verdict()).toMatchObject({ ok: true, facts: { chain: 'trusted' } });
    for (const lie of LIES) expect([lie, await verdict(lie)]).toMatchObject([lie, { ok: false }]);
  } finally {
    await authority.close();
  }
}
