// Flags as the desk's wire carries them, and bodies made of them. Runs in the worker.
// What is internal stays here: notes and the analyst's name of a judgement are left out by the wire's own schema.
import * as z from 'zod/mini';
import { FlagpostError } from '../errors';
import { jcsHash } from '../evidence/custody';
import type { Flag } from '../flag/flag';
import { isSent } from '../queue/uploads';
import { BatchEnvelope, WireArtefact, type WireFlag, WireJudgement } from '../wire/batch';
import type { DecodedBody, EncodedFlag, Envelope } from './transport';

/** Throws flag_unsendable when there is no judgement, or text that has no canonical JSON. */
export function encodeFlag(flag: Flag): EncodedFlag {
  try {
    const wire = wireFlag(flag);
    return { flagId: wire.flagId, revision: wire.judgement.revision, json: JSON.stringify(wire) };
  } catch (error) {
    throw new FlagpostError('flag_unsendable', {}, error);
  }
}

function wireFlag({ capture, artefacts, judgement }: Flag): WireFlag {
  return {
    flagId: capture.id,
    instrument: 'referral',
    capture,
    captureSha256: jcsHash(capture),
    judgement: z.parse(WireJudgement, judgement),
    artefacts: artefacts.filter(isSent).map((artefact) => z.parse(WireArtefact, artefact)),
  };
}

/** The flags' texts are put in as they are: what was measured is what is sent. */
export function encodeBody(envelope: Envelope, flags: readonly EncodedFlag[]): Uint8Array<ArrayBuffer> {
  const { batchId, createdAt, custodyHead, signer, unit } = envelope;
  const head = JSON.stringify({ schemaVersion: 1, batchId, createdAt, unit, custodyHead, signer });
  const list = flags.map(({ json }) => json).join(',');
  return new TextEncoder().encode(`${head.slice(0, -1)},"flags":[${list}]}`);
}

const StoredFlag = z.object({
  flagId: z.string(),
  judgement: z.object({ revision: z.number() }),
  artefacts: z.array(z.object({ sha256: z.string() })),
});

export function decodeBody(body: Uint8Array): DecodedBody {
  const { flags, ...envelope } = z.parse(BatchEnvelope, JSON.parse(new TextDecoder().decode(body)));
  return {
    envelope,
    flags: flags.map((flag) => {
      const { flagId, judgement, artefacts } = z.parse(StoredFlag, flag);
      const digests = artefacts.map(({ sha256 }) => sha256);
      return { flagId, revision: judgement.revision, json: JSON.stringify(flag), digests };
    }),
  };
}
