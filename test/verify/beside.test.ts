// What stands beside a sealed record in its line, and the words of a report: neither may say what nothing holds.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Artefact } from '../../src/flag/artefact';
import { addEvidence, type Evidence } from '../../src/queue/captures';
import type { Report } from '../../src/verify/report';
import { verifyBundle } from '../../src/verify/verify-bundle';
import { bytesOf, clock, picture } from '../export/session';
import { type Authority, startAuthority } from '../seal/authority';
import { encode, FLAGS, textOf } from './forge';
import { relist } from './relist';
import { exported, type Files, filesOf, NOW, type Sealed, seal, sealedSession, sourceOf } from './sealed';

let authority: Authority;
let sealed: Sealed;
let original: Files;

/** A snapshot from which scripts were taken, and an MHTML file that took too long, under a third seal. */
beforeAll(async () => {
  authority = await startAuthority();
  sealed = await sealedSession(authority);
  const { db, session } = sealed;
  const flagId = (await db.getAll('captures')).find((one) => one.sessionId === session.id)?.id ?? '';
  const { artefact, bytes } = await picture(flagId, 5, 'dom_snapshot', bytesOf('the page'));
  const absent: Artefact = {
    schemaVersion: 1,
    id: clock.id(),
    flagId,
    seq: 6,
    kind: 'mhtml',
    role: 'evidentiary',
    capturedAt: '2026-11-21T09:00:00.000Z',
    status: 'absent',
    absentReason: 'timeout',
  };
  if (artefact.status === 'present') artefact.alterations = [{ kind: 'scripts_removed', count: 3 }];
  const evidence: Evidence[] = [{ artefact, bytes } as Evidence, { artefact: absent }];
  await addEvidence(db, flagId, evidence, '2026-11-21T09:06:00.000Z');
  await seal(db, session, authority);
  original = await filesOf(await exported(sealed));
}, 60_000);
afterAll(() => authority.close());

/** With lists that fit, and the signer's key known. */
function verify(files: Files): Promise<Report> {
  relist(files);
  return verifyBundle(sourceOf(files), { pins: [sealed.signer], roots: authority.roots, now: NOW });
}

const failures = ({ findings }: Report): string[] =>
  findings.filter(({ outcome }) => outcome === 'failed').map(({ code }) => code);

function replaced(path: string, from: string, to: string): Files {
  const files: Files = new Map(original);
  expect(textOf(files, path)).toContain(from);
  files.set(path, encode(textOf(files, path).replaceAll(from, to)));
  return files;
}

/** The pictures of two flags under each other's names, and the records that name them to match. */
function swapped(from: Files): Files {
  const files: Files = new Map(from);
  const [one, other] = [2, 3].map((n) => `data/pictures/0000${n}-screenshot_post.png`) as [string, string];
  const [bytes, others] = [files.get(one), files.get(other)];
  files.set(one, others ?? encode('')).set(other, bytes ?? encode(''));
  const text = textOf(files, FLAGS)
    .replaceAll(one, '<one>')
    .replaceAll(other, one)
    .replaceAll('<one>', other);
  return files.set(FLAGS, encode(text));
}

describe('beside an artefact as it was sealed', () => {
  it('nothing fails in the bundle as it was exported', async () => {
    expect(failures(await verify(new Map(original)))).toEqual([]);
  });

  it('no word stands that its form does not name, however deep', async () => {
    const files = replaced(
      FLAGS,
      '"scripts_removed","count":3',
      '"scripts_removed","count":3,"forged":"word"',
    );
    expect(failures(await verify(files))).toEqual(['sealed_changed']);
  });

  it('no other reason stands for one that could not be had', async () => {
    const files = replaced(FLAGS, '"notExported":"timeout"', '"notExported":"analyst_off"');
    expect(failures(await verify(files))).toEqual(['line_malformed']);
  });

  it("no file has the name of another flag's", async () => {
    expect(failures(await verify(swapped(original)))).toEqual(['file_misnamed', 'file_misnamed']);
    const copy = await filesOf(await exported(sealed, 'partner'));
    expect(failures(await verify(swapped(copy)))).toEqual(['file_misnamed', 'file_misnamed']);
  });
});
