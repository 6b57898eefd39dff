// Whose key sealed, and since when somebody else can say so. Runs anywhere. Nobody is known but by a pin.
import type { Findings } from './findings';
import type { LogFacts } from './log-facts';
import type { DeskWord } from './receipts';
import type { Anchor, Limit, Signer } from './report';
import type { CheckedSeal } from './seals';

interface TrustRun {
  readonly findings: Findings;
  readonly seals: readonly CheckedSeal[];
  readonly words: readonly DeskWord[];
  readonly pins: ReadonlySet<string>;
  /** Of this installation: known, but a bundle may well be somebody else's. */
  readonly own: string | undefined;
  readonly internal: boolean;
}

export function checkSigners({ findings, seals, words, pins, own, internal }: TrustRun): Signer[] {
  if (seals.length === 0 && pins.size > 0) findings.add('seal_wanted');
  const fingerprints = new Set(seals.flatMap(({ signer }) => signer ?? []));
  const known = [...fingerprints].map((fingerprint): Signer => {
    if (pins.has(fingerprint) || fingerprint === own) return { fingerprint, known: 'pinned' };
    const told = words.some(({ pinned, signer }) => pinned && signer === fingerprint);
    return { fingerprint, known: told ? 'countersigned' : 'unknown' };
  });
  for (const { fingerprint, known: how } of known) {
    if (how === 'pinned') findings.add('signer_pinned', {}, fingerprint);
    else if (how === 'countersigned') findings.add('signer_countersigned', {}, fingerprint);
    else findings.add(pins.size > 0 ? 'signer_not_pinned' : 'signer_unknown', {}, fingerprint);
  }
  checkWords({ findings, words, internal }, fingerprints);
  return known;
}

function checkWords(
  { findings, words, internal }: Pick<TrustRun, 'findings' | 'words' | 'internal'>,
  fingerprints: ReadonlySet<string>,
): void {
  if (internal && words.length === 0) findings.add('receipts_absent');
  const desks = new Set<string>();
  for (const { desk, pinned, signer, at, event, where } of words) {
    if (signer !== undefined && fingerprints.size > 0 && !fingerprints.has(signer))
      findings.add('desk_saw_other_signer', where, signer);
    if (desks.has(desk)) continue;
    desks.add(desk);
    findings.add(pinned ? 'countersignature_valid' : 'desk_unknown', where, desk, at, event);
  }
}

interface Stamp {
  readonly at: string;
  readonly rooted: boolean;
  readonly seal: CheckedSeal;
}

/**
 * Only who is known counts: a time-stamp under the authority's own roots, the word of a pinned desk. A time-stamp is over
 * the signature: of a log it says something only when that signature, and the head that it signs, are this log's.
 */
export function anchorsOf(
  stamps: readonly Stamp[],
  words: readonly DeskWord[],
  log: LogFacts | undefined,
): Anchor[] {
  const isOfLog = ({ signer, statement: { custodyHead } }: CheckedSeal): boolean =>
    signer !== undefined && (log === undefined || log.hashAt(custodyHead.n) === custodyHead.hash);
  const anchors = [
    ...stamps.flatMap(({ at, rooted, seal }): Anchor[] =>
      rooted && isOfLog(seal) ? [{ kind: 'time_stamp', at, event: seal.statement.custodyHead.n }] : [],
    ),
    ...words.flatMap(({ pinned, at, event }): Anchor[] => (pinned ? [{ kind: 'receipt', at, event }] : [])),
  ];
  return anchors.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

export function limitsOf(signers: readonly Signer[], anchors: readonly Anchor[], internal: boolean): Limit[] {
  const [first] = anchors;
  const unknown = signers.filter(({ known }) => known === 'unknown');
  return [
    { code: 'page', params: [] },
    first === undefined ? { code: 'clock', params: [] } : { code: 'anchor', params: [first.at, first.event] },
    ...unknown.map(({ fingerprint }): Limit => ({ code: 'signer', params: [fingerprint] })),
    ...(unknown.length > 0 || signers.length === 0 ? [{ code: 'rebuild', params: [] } as const] : []),
    internal ? { code: 'outside', params: [] } : { code: 'partner', params: [] },
    { code: 'judgement', params: [] },
  ];
}

export type { Stamp };
