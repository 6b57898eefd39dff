// Seals are taken to a real authority; what does not hold is never kept, and the seal goes on waiting.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bytesOfBase64 } from '../../src/evidence/base64';
import { sha256 } from '../../src/evidence/digest';
import { checkTimestamp } from '../../src/evidence/timestamp';
import type { Database, StoredSeal } from '../../src/queue/database';
import { listSeals } from '../../src/queue/seals';
import { sealSession } from '../../src/seal/seal-session';
import { type StampDeps, stampSeals } from '../../src/seal/stamp';
import { testClock } from '../fakes/clock';
import { brokenLinks } from '../fakes/custody-chain';
import { aDraft, freshQueue } from '../fakes/filled-queue';
import { type Authority, type Line, startAuthority } from './authority';
import { opensslMissing } from './certificates';
import type { Lie } from './replies';

const missing = opensslMissing();
if (missing !== undefined) console.warn(`Time-stamps are not tested: ${missing}`);

describe.skipIf(missing !== undefined)('with openssl as the authority', () => {
  let authority: Authority;
  let db: Database;
  let sessionId: string;
  const clock = testClock();
  beforeAll(async () => {
    authority = await startAuthority();
  }, 60_000);
  afterAll(() => authority.close());
  beforeEach(async () => {
    authority.lie(undefined);
    ({ db, sessionId } = await freshQueue(clock));
    await aDraft(db, sessionId, clock, [{ text: 'shot' }]);
  });

  const depsOf = (more: Partial<StampDeps> = {}): StampDeps => ({
    clock,
    settings: { timestampUrl: authority.url, timestampRoots: authority.roots },
    fetch: (url, init) => fetch(url, init),
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    lock: (work) => work(),
    ...more,
  });
  const sealed = (timestampUrl = authority.url): Promise<StoredSeal> =>
    sealSession(db, sessionId, {
      clock,
      actor: 'analyst',
      settings: { timestampUrl },
      extensionVersion: '1',
    });
  const timestamps = async () => (await listSeals(db, sessionId)).map(({ timestamp }) => timestamp);

  it('a granted time-stamp is kept whole, told of in the log, and openssl takes it', async () => {
    const seal = await sealed();
    expect(await stampSeals(db, depsOf())).toEqual({ granted: 1, waiting: 0 });
    const [timestamp] = await timestamps();
    expect(timestamp).toMatchObject({ state: 'granted', url: authority.url });
    if (timestamp?.state !== 'granted') return;
    const reply = bytesOfBase64(timestamp.reply)!;
    const events = await db.getAll('custody');
    expect(events.at(-1)).toMatchObject({
      type: 'time_stamped',
      actor: 'flagpost',
      subject: { sessionId },
      detail: {
        sealId: seal.id,
        n: 1,
        genTime: timestamp.genTime,
        replySha256: await sha256(reply),
        chain: 'trusted',
        authority: 'CN=Test-TSA, O=Flagpost tests',
        clockOffMs: clock.now() - Date.parse(timestamp.genTime),
      },
    });
    expect(brokenLinks(events)).toEqual([]);
    const folder = mkdtempSync(join(tmpdir(), 'flagpost-stamp-'));
    writeFileSync(join(folder, 'signature.der'), bytesOfBase64(seal.signature)!);
    writeFileSync(join(folder, 'timestamp.tsr'), reply);
    const files = ['-data', 'signature.der', '-in', 'timestamp.tsr', '-CAfile', authority.rootsPath];
    const said = execFileSync('openssl', ['ts', '-verify', ...files], { cwd: folder, stdio: 'pipe' });
    rmSync(folder, { recursive: true });
    expect(said.toString()).toContain('Verification: OK');
  });

  it('each seal is asked for once, however often this is run', async () => {
    await sealed();
    await sealed();
    const before = authority.asked();
    expect(await stampSeals(db, depsOf())).toEqual({ granted: 2, waiting: 0 });
    expect(await stampSeals(db, depsOf())).toEqual({ granted: 0, waiting: 0 });
    expect(authority.asked() - before).toBe(2);
  });

  it.each<[Lie, string]>([
    ['wrong_imprint', 'wrong_imprint'],
    ['wrong_nonce', 'wrong_nonce'],
    ['expired', 'certificate_expired, untrusted'],
    ['other_purpose', 'certificate_purpose'],
    ['another_root', 'untrusted'],
    ['broken_signature', 'signature_wrong'],
    ['garbage', 'garbage'],
  ])('an authority that lies (%s) leaves the seal waiting, with the reason', async (lie, what) => {
    await sealed();
    authority.lie(lie);
    const problem = { code: 'timestamp_wrong', params: { what } };
    expect(await stampSeals(db, depsOf())).toEqual({ granted: 0, waiting: 1, problem });
    expect(await timestamps()).toEqual([{ state: 'queued', url: authority.url, attempts: 1, problem }]);
    expect((await db.getAll('custody')).some(({ type }) => type === 'time_stamped')).toBe(false);
    authority.lie(undefined);
    expect(await stampSeals(db, depsOf())).toEqual({ granted: 1, waiting: 0 });
  });

  it('an authority that refuses is told from one that lies', async () => {
    await sealed();
    authority.lie('rejection');
    expect(await stampSeals(db, depsOf())).toMatchObject({ problem: { code: 'timestamp_refused' } });
  });

  it.each<[Line, string]>([
    ['redirect', 'timestamp_unreachable'],
    ['sign_in_page', 'timestamp_unreachable'],
    ['server_error', 'timestamp_unreachable'],
    ['too_long', 'timestamp_wrong'],
  ])('a line that misbehaves (%s) is %s', async (line, code) => {
    await sealed();
    authority.lie(line);
    expect(await stampSeals(db, depsOf())).toMatchObject({ granted: 0, waiting: 1, problem: { code } });
  });

  it('an authority that is not there ends the round after one attempt, and is asked again the next time', async () => {
    await sealed();
    await sealed();
    const gone = { timestampUrl: 'http://127.0.0.1:9/' };
    const round = await stampSeals(db, depsOf({ settings: gone }));
    expect(round).toMatchObject({ granted: 0, waiting: 2, problem: { code: 'timestamp_unreachable' } });
    expect((await timestamps()).map((one) => one.state === 'queued' && one.attempts)).toEqual([1, 0]);
    await stampSeals(db, depsOf({ settings: gone }));
    expect((await timestamps()).map((one) => one.state === 'queued' && one.attempts)).toEqual([2, 0]);
  });

  it('a silent authority is left when the window closes, and that is no attempt', async () => {
    await sealed();
    authority.lie('silent');
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 200);
    expect(await stampSeals(db, depsOf({ signal: stop.signal }))).toEqual({ granted: 0, waiting: 1 });
    expect(await timestamps()).toEqual([{ state: 'queued', url: authority.url, attempts: 0 }]);
  });

  it('goes to the authority that is set now, and nowhere when none is', async () => {
    await sealed('http://old.example/');
    expect(await stampSeals(db, depsOf({ settings: {} }))).toEqual({ granted: 0, waiting: 1 });
    expect(await stampSeals(db, depsOf())).toEqual({ granted: 1, waiting: 0 });
    expect(await timestamps()).toMatchObject([{ url: authority.url }]);
  });

  it('an address that is none is said to be none', async () => {
    await sealed();
    const settings = { timestampUrl: 'file:///etc/passwd' };
    expect(await stampSeals(db, depsOf({ settings }))).toMatchObject({
      problem: { code: 'timestamp_url_invalid' },
    });
  });

  it('leaves it to the window that is already at it', async () => {
    await sealed();
    expect(await stampSeals(db, depsOf({ lock: () => Promise.resolve(undefined) }))).toBeUndefined();
  });

  it('without roots the stamp is kept, and the log says that nobody vouched for the authority', async () => {
    const seal = await sealed();
    await stampSeals(db, depsOf({ settings: { timestampUrl: authority.url } }));
    expect((await db.getAll('custody')).at(-1)).toMatchObject({ detail: { chain: 'no_roots' } });
    const [timestamp] = await timestamps();
    const reply = bytesOfBase64(timestamp?.state === 'granted' ? timestamp.reply : '')!;
    const imprint = Buffer.from(await sha256(bytesOfBase64(seal.signature)!), 'hex');
    expect(await checkTimestamp(reply, { imprint, roots: authority.roots })).toMatchObject({ ok: true });
  });
});
