// Which artefacts go up together: small ones in packs, large ones alone. Runs anywhere. Pure.
import type { PresentArtefact } from '../flag/artefact';
import type { Lacking } from '../queue/uploads';
import { PACK_ITEM_MAX_BYTES, PACK_MAX_BYTES, PACK_MAX_ITEMS } from '../wire/protocol';

/** What one request carries, and the flags that wait for it. */
export interface Shipment {
  readonly artefacts: readonly PresentArtefact[];
  readonly flagIds: readonly string[];
}

/** The same bytes wanted by several flags go once. */
export function plan(lacking: readonly Lacking[]): Shipment[] {
  const wanted = new Map<string, { artefact: PresentArtefact; flagIds: string[] }>();
  for (const { flagId, artefacts } of lacking) {
    for (const artefact of artefacts) {
      const known = wanted.get(artefact.sha256);
      if (known === undefined) wanted.set(artefact.sha256, { artefact, flagIds: [flagId] });
      else known.flagIds.push(flagId);
    }
  }
  const packs: { artefact: PresentArtefact; flagIds: string[] }[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const one of wanted.values()) {
    const { sizeBytes } = one.artefact;
    if (sizeBytes > PACK_ITEM_MAX_BYTES) {
      packs.unshift([one]); // the last one stays the pack that is being filled
      continue;
    }
    const last = packs.at(-1);
    if (last === undefined || bytes + sizeBytes > PACK_MAX_BYTES || last.length === PACK_MAX_ITEMS) {
      packs.push([one]);
      bytes = sizeBytes;
    } else {
      last.push(one);
      bytes += sizeBytes;
    }
  }
  return packs.map((pack) => ({
    artefacts: pack.map(({ artefact }) => artefact),
    flagIds: [...new Set(pack.flatMap(({ flagIds }) => flagIds))],
  }));
}
