// data/README.txt: tells whoever opens an export, in plain words, what it is, how to check it, what it does not prove.
// Runs anywhere. Carries no date, so that two exports of the same session are the same to the byte.
import type { FlagState } from '../flag/states';
import type { Profile } from './exporter';
import { sealLimitsText, sealText } from './readme-seal';

export interface Counts {
  /** Flags of the session by state, also those that were left out. */
  readonly states: Readonly<Record<FlagState, number>>;
  readonly exported: number;
  /** Pictures and other artefacts. */
  readonly files: number;
  readonly lost: number;
  readonly seals: readonly SealShown[];
}

export interface SealShown {
  readonly n: number;
  /** A time-stamp authority's reply lies beside it. */
  readonly stamped: boolean;
}

export function readmeText(profile: Profile, sessionId: string, counts: Counts): string {
  const parts = [
    WHAT,
    contentsText(profile, counts),
    profile === 'partner' ? PARTNER : INTERNAL,
    countText(profile, counts),
    CHECK,
    ...sealText(profile, counts.seals),
    limitsText(profile, counts.seals),
  ];
  return `FLAGPOST EXPORT (${profile})\nSession ${sessionId}\n\n${parts.join('\n\n')}\n`;
}

const WHAT = `WHAT THIS IS
Posts that an analyst of an internet referral unit flagged: what was read from the page, the picture taken at
that moment, and the analyst's judgement. A referral asks a provider to look at a post. It is not an order.
The folder is a BagIt bag (RFC 8493).`;

function contentsText(profile: Profile, { lost, seals }: Counts): string {
  const internal = profile === 'internal';
  const lines = [
    'CONTENTS (paths from the folder that holds bagit.txt)',
    'data/flags.csv              one flag a row, for a spreadsheet. A cell that a spreadsheet would run as a',
    "                            formula has ' before it; text over 32,000 characters is cut.",
    'data/flags.ndjson           one flag a line (JSON), exactly as recorded: this one counts',
    '                            In both, subject, address and id are those of what the analyst says is flagged;',
    '                            what the page said, where it differs, stands beside them (read, asRead).',
    'data/pictures/              the pictures, named by evidence number and kind',
    'data/files/                 other evidence files, if there are any',
    ...(internal
      ? ['data/custody.ndjson         what was done with each flag, each entry holding the hash of the']
      : []),
    ...(internal
      ? ['                            one before. Entries of other sessions: number and hashes only.']
      : []),
    ...(internal
      ? ['data/judgements.ndjson      every judgement that was ever made of a flag, one a line']
      : []),
    ...(internal ? ['data/receipts.ndjson        what the endpoint answered to what was sent to it'] : []),
    ...(seals.length > 0 ? ['data/seals/                 the seals of the session, see below'] : []),
    ...(lost > 0 ? ['data/problems.txt           files that are missing here, and why'] : []),
    'manifest-sha256.txt         SHA-256 of every file in data/',
    'tagmanifest-sha256.txt      SHA-256 of the other files beside data/',
  ];
  return lines.join('\n');
}

const PARTNER = `LEFT OUT ON PURPOSE
This is the copy for partners. It carries pictures of the post (cut out; the whole of it where it was taken as a
whole) and its text. Left out: the picture of the whole window or page, page snapshots and MHTML files, the post's
media, the page's address, title and metadata, links and media addresses, who the analyst was, the analyst's notes,
earlier judgements, browser and time zone, receipts, and the custody log. Only flags that were judged and are neither
held nor discarded are in it. A picture is also left out (not_verified) when the page moved or changed while it was
taken: it may then show something else. Where a whole page was flagged, its picture and text are left out too
(whole_page). captureSha256 is the hash of the full record, which the unit keeps.`;

const INTERNAL = `NOT FOR OTHERS
This copy is for the unit itself. The pictures of the whole window show the analyst's own account; pseudonym and
notes are in it. Every flag is in it with its state, also drafts (not judged yet), held and discarded ones.
Left out: half-filled forms, small preview pictures (working_copy), and files whose bytes were destroyed on purpose
(purged): the custody log says by whom, when and why, and their SHA-256 is still in the record. captureSha256 is SHA-256 over the canonical
JSON (RFC 8785) of "capture", and stands in the custody log too. The log ends with the last entry about this
session that is not an export.`;

function countText(profile: Profile, { states, exported, files, lost }: Counts): string {
  const verb = profile === 'partner' ? 'left out' : 'of them';
  const rest = (['draft', 'held', 'discarded'] as const).map((state) => `${states[state]} ${state}`);
  return [
    'IN NUMBERS',
    `${exported} flags and ${files} pictures and other evidence files are in this export.`,
    `${verb}: ${rest.join(', ')}.`,
    `${lost} files are missing because the stored bytes are gone or no longer match their hash.`,
  ].join('\n');
}

const CHECK = `HOW TO CHECK IT
Unpack it, open a terminal in the folder that holds bagit.txt, and run
  sha256sum -c manifest-sha256.txt
  sha256sum -c tagmanifest-sha256.txt
On macOS: shasum -a 256 -c manifest-sha256.txt. On Windows (PowerShell):
  Get-Content manifest-sha256.txt | ForEach-Object { $h, $p = $_ -split '  ', 2
    if ((Get-FileHash $p).Hash -ne $h) { "FAILED $p" } }
Nothing printed means that every listed file is intact.`;

function limitsText(profile: Profile, seals: readonly SealShown[]): string {
  const hashes = `WHAT IT DOES NOT PROVE
The hashes show that the files are the ones on the list. They do not show who made the list or when: whoever can
change the files can make a new list.`;
  const rest = `Times are those of the computer that flagged. What the page said (author, time, numbers) is the page's claim, and a page
can be changed in a browser before it is flagged.
"verified: no" means that the page changed while the picture was taken. A judgement is an analyst's opinion; it is
not a finding of a court.`;
  return [hashes, sealLimitsText(profile, seals), rest].join('\n');
}
