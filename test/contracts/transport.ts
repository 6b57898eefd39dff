// What every transport owes the sync, whatever it speaks. Call it in a test file with an endpoint that works.
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/evidence/digest';
import type { Flag } from '../../src/flag/flag';
import { timeOf } from '../../src/flag/time';
import { readFlag } from '../../src/queue/read';
import { isSent } from '../../src/queue/uploads';
import {
  type Envelope,
  type SentBatch,
  type Transport,
  TransportError,
  type Upload,
} from '../../src/sync/transport';
import { testClock } from '../fakes/clock';
import { aFlag, freshQueue } from '../fakes/filled-queue';

export interface Subject {
  readonly transport: Transport;
  /** The same, to an endpoint that nothing answers for. */
  readonly unreachable: Transport;
  /** The same, with a token that the endpoint does not know. */
  readonly stranger: Transport;
}

const clock = testClock();
const never = new AbortController().signal;

async function someFlags(): Promise<{ flags: Flag[]; uploads: Upload[] }> {
  const { db, sessionId } = await freshQueue(clock);
  const flags: Flag[] = [];
  for (const name of ['one', 'two']) {
    const wanted = [{ text: `${name} ${clock.id()}`, kind: 'screenshot_viewport' as const }];
    flags.push(await readFlag(db, await aFlag(db, sessionId, clock, undefined, wanted)));
  }
  const artefacts = flags.flatMap((flag) => flag.artefacts.filter(isSent));
  const uploads = artefacts.map(async (artefact) => {
    const blob = (await db.get('blobs', artefact.sha256))!;
    return { artefact, bytes: new Uint8Array(await blob.arrayBuffer()) };
  });
  return { flags, uploads: await Promise.all(uploads) };
}

async function batchOf(
  transport: Transport,
  flags: readonly Flag[],
): Promise<SentBatch & { envelope: Envelope }> {
  const envelope: Envelope = {
    batchId: crypto.randomUUID(),
    createdAt: timeOf(clock.now()),
    unit: { name: 'Unit', country: 'NL' },
    custodyHead: { n: 0, hash: '0'.repeat(64) },
  };
  const body = transport.encodeBody(envelope, flags.map(transport.encodeFlag));
  return {
    id: envelope.batchId,
    idempotencyKey: crypto.randomUUID(),
    body,
    bodySha256: await sha256(body),
    envelope,
  };
}

export function transportContract(name: string, subject: () => Promise<Subject>): void {
  describe(`${name} as a transport`, () => {
    it('finds in a stored body what it put there', async () => {
      const { transport } = await subject();
      const { flags } = await someFlags();
      const { envelope, body } = await batchOf(transport, flags);
      const decoded = transport.decodeBody(body);
      expect(decoded.envelope).toMatchObject(envelope);
      expect(decoded.flags.map(({ flagId, revision }) => [flagId, revision])).toEqual(
        flags.map(({ capture }) => [capture.id, 1]),
      );
      const digests = flags.map(({ artefacts }) => artefacts.filter(isSent).map((one) => one.sha256));
      expect(decoded.flags.map((flag) => flag.digests)).toEqual(digests);
      // a part of it is a body again
      const half = transport.encodeBody(envelope, decoded.flags.slice(1));
      expect(transport.decodeBody(half).flags).toEqual(decoded.flags.slice(1));
    });

    it('refuses a flag that nobody judged', async () => {
      const { transport } = await subject();
      const [flag] = (await someFlags()).flags;
      const encode = (): unknown => transport.encodeFlag({ ...flag!, judgement: undefined });
      expect(encode).toThrow(expect.objectContaining({ code: 'flag_unsendable' }));
    });

    it('brings a result for every flag, and the same receipt for the same bytes under the same key', async () => {
      const { transport } = await subject();
      const { flags } = await someFlags();
      const batch = await batchOf(transport, flags);
      const { receipt, raw } = await transport.send(batch, never);
      expect(receipt.batchId).toBe(batch.id);
      expect(receipt.results.map(({ flagId }) => flagId)).toEqual(flags.map(({ capture }) => capture.id));
      expect((await transport.send(batch, never)).raw).toBe(raw);
    });

    it('brings every artefact there, in a pack and alone', async () => {
      const { transport } = await subject();
      const { flags, uploads } = await someFlags();
      const digests = uploads.map(({ artefact }) => artefact.sha256);
      const { receipt } = await transport.send(await batchOf(transport, flags), never);
      expect([...receipt.missing].sort()).toEqual([...digests].sort());
      const stored = digests.map((digest) => ({ sha256: digest, status: 'stored' }));
      expect(await transport.packArtefacts(uploads, never)).toEqual(expect.arrayContaining(stored));
      expect(await transport.putArtefact(uploads[0]!, never)).toEqual(stored[0]);
      expect((await transport.send(await batchOf(transport, flags), never)).receipt.missing).toEqual([]);
    });

    it('says when nobody answered, when it was not let in, and when it was told to stop', async () => {
      const { transport, unreachable, stranger } = await subject();
      const batch = await batchOf(transport, (await someFlags()).flags);
      const alone = await unreachable.send(batch, never).catch((error: unknown) => error);
      expect(alone).toBeInstanceOf(TransportError);
      expect(alone).toMatchObject({ code: 'endpoint_unreachable', failure: { kind: 'network' } });
      await expect(stranger.send(batch, never)).rejects.toMatchObject({ code: 'token_refused' });
      await expect(transport.send(batch, AbortSignal.abort('enough'))).rejects.toBe('enough');
    });
  });
}
