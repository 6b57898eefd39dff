// The part of data/README.txt that tells how to check a seal with sha256sum and openssl alone, and what that shows.
// Runs anywhere. Every command is whole: a test runs them as they stand.
import type { Profile } from './exporter';
import type { SealShown } from './readme';

export function sealText(profile: Profile, seals: readonly SealShown[]): string[] {
  const last = seals.at(-1);
  if (last === undefined) return [];
  const folder = `data/seals/${String(last.n).padStart(3, '0')}`;
  return [
    [
      intro(folder, seals.length),
      profile === 'internal' ? treeOf(folder) : PROOFS,
      stampOf(folder, seals),
    ].join('\n'),
  ];
}

function intro(folder: string, count: number): string {
  return `HOW TO CHECK THE SEAL
A seal is a signed statement: at that moment these flags, files and judgements were there, in this state. There ${count === 1 ? 'is 1' : `are ${count}`} in
data/seals; the last one (${folder}) holds all that the ones before hold. In the folder that holds bagit.txt:
  openssl dgst -sha256 -verify ${folder}/public-key.pem -signature ${folder}/signature.der ${folder}/statement.json
  openssl pkey -pubin -in ${folder}/public-key.pem -outform DER | sha256sum
The first must say "Verified OK". The second prints the fingerprint of the key that signed. It must be the "signer" in
statement.json, and the one that the unit gave you by another way (by telephone, on paper): anybody can make a key.`;
}

function treeOf(folder: string): string {
  return `leaves.txt lists what is sealed: kind, evidence number, flag, id, SHA-256 of the record (canonical JSON, RFC 8785) and of
the file. A file is under the seal when its SHA-256 is in there. To see that the list is the sealed one, compute its
root (RFC 6962; about a quarter of an hour for 100,000 lines) in bash. The last line must be "merkleRoot" in
statement.json:
  bytes() { printf "$(printf %s "$1" | sed 's/../\\\\x&/g')"; }
  digest() { sha256sum | cut -c1-64; }
  level=$(while IFS= read -r leaf; do { printf '\\0'; printf %s "$leaf"; } | digest; done < ${folder}/leaves.txt)
  while [ "$(wc -l <<< "$level")" -gt 1 ]; do
    level=$(while read -r left; do
      if read -r right; then { printf '\\1'; bytes "$left"; bytes "$right"; } | digest; else echo "$left"; fi
    done <<< "$level")
  done
  echo "$level"`;
}

const PROOFS = `proofs.ndjson shows, for what is in this copy, that it is under the sealed root (RFC 6962), without showing the rest. Flagpost's
own command (flagpost-verify) checks these proofs, and all of the above.`;

function stampOf(folder: string, seals: readonly SealShown[]): string {
  if (seals.at(-1)?.stamped !== true)
    return 'No time-stamp authority has confirmed the time of the last seal in this export.';
  return `timestamp.tsr is a time-stamp authority's word on when the signature was there. Put the authority's root certificates,
from the authority itself, beside this folder as roots.pem:
  openssl ts -verify -data ${folder}/signature.der -in ${folder}/timestamp.tsr -CAfile ../roots.pem
  openssl ts -reply -in ${folder}/timestamp.tsr -text
The first must say "Verification: OK"; the second shows the time.`;
}

export function sealLimitsText(profile: Profile, seals: readonly SealShown[]): string {
  if (seals.length === 0) return 'There is no signature and no time-stamp of a third party in this export.';
  const outside =
    profile === 'internal'
      ? 'flags.csv, receipts, the state of a flag, and what was added after the last seal'
      : 'flags.csv, and every word in flags.ndjson that is not the text in a file of its own: only its full record is sealed';
  return `The seal shows that nothing under it was changed since it was signed, and by which key; not whose key that is. Somebody
with a key of his own could build all of this anew: everything would check, but for the fingerprint of the key and the
time of the time-stamp. Not under the seal: this text, ${outside}.`;
}
