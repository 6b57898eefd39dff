import { describe, expect, it } from 'vitest';
import { bagExporter } from '../../src/export/bag';
import type { FileSink, SessionSource, Written } from '../../src/export/exporter';
import type { PresentArtefact } from '../../src/flag/artefact';
import type { Flag } from '../../src/flag/flag';
import { rowOf } from '../../src/flag/row';
import { bytesOf, captureOf, hashOf, picture } from './session';

const session = {
  schemaVersion: 1 as const,
  id: 's',
  name: 'n\nPayload-Oxum: 0.0',
  kind: 'exercise' as const,
  startedAt: '2026-11-21T09:00:00.000Z',
  nextSeq: 1000,
};
const signal = new AbortController().signal;

async function flagWith(seq: number, kinds: readonly PresentArtefact['kind'][]): Promise<Flag> {
  const capture = { ...captureOf('s'), seq };
  const artefacts = await Promise.all(
    kinds.map(async (kind, i) => (await picture(capture.id, i + 1, kind, bytesOf(`${seq} ${i}`))).artefact),
  );
  return { capture, artefacts, judgement: undefined, row: rowOf(capture) };
}

async function* none(): AsyncGenerator<never> {
  yield* [];
}

function sourceOf(flags: () => AsyncIterable<Flag>, artefact: SessionSource['artefact']): SessionSource {
  return {
    session,
    flags,
    artefact,
    purged: async () => [],
    judgements: async () => [],
    seals: async () => ({ seals: [], head: -1 }),
    receipts: none,
    custody: none,
  };
}

/** Keeps texts; hands each file to `onFile` and waits for it. */
function textSink(onFile: (path: string) => Promise<void> = async () => undefined) {
  const texts = new Map<string, string>();
  const written = (text: string): Written => ({ sha256: hashOf(text), sizeBytes: bytesOf(text).length });
  const sink: FileSink = {
    async file(path, content) {
      await onFile(path);
      const text = typeof content === 'string' ? content : new TextDecoder().decode(content.bytes);
      texts.set(path, text);
      return written(text);
    },
    async open(path) {
      let all = '';
      return {
        async write(text) {
          all += text;
        },
        async close() {
          texts.set(path, all);
          return written(all);
        },
      };
    },
  };
  return { sink, texts };
}

describe('the bag exporter', () => {
  it('reads the next flag and picture only when the one before is taken', async () => {
    let pulled = 0;
    let read = 0;
    const source = sourceOf(
      async function* () {
        for (let seq = 1; seq <= 20; seq += 1) {
          pulled += 1;
          yield await flagWith(seq, ['screenshot_viewport', 'screenshot_post']);
        }
      },
      async (sha256) => {
        read += 1;
        const all = Array.from({ length: 20 }, (_, i) => [`${i + 1} 0`, `${i + 1} 1`]).flat();
        return new Blob([all.find((text) => hashOf(text) === sha256) ?? '']);
      },
    );
    let taken = 0;
    const { sink } = textSink(async (path) => {
      if (!path.endsWith('.png')) return;
      // long enough for anyone who reads ahead to do so
      await new Promise((resolve) => setTimeout(resolve, 2));
      taken += 1;
      expect(read).toBe(taken);
      expect(pulled).toBe(Math.ceil(taken / 2));
    });
    const summary = await bagExporter.write(source, 'internal', sink, signal, 0);
    expect(summary).toMatchObject({ flags: 20, problems: [] });
    expect(taken).toBe(40);
  });

  it('gives two artefacts of one kind two names', async () => {
    const source = sourceOf(
      async function* () {
        yield await flagWith(7, ['screenshot_post', 'screenshot_post']);
      },
      async (sha256) => new Blob([sha256 === hashOf('7 0') ? '7 0' : '7 1']),
    );
    const { sink, texts } = textSink();
    await bagExporter.write(source, 'internal', sink, signal, 0);
    expect(texts.get('data/pictures/00007-screenshot_post.png')).toBe('7 0');
    expect(texts.get('data/pictures/00007-screenshot_post-2.png')).toBe('7 1');
  });

  it('keeps a session name with line breaks from adding lines to bag-info.txt', async () => {
    const source = sourceOf(
      async function* () {
        yield await flagWith(1, []);
      },
      () => Promise.reject(new Error('unused')),
    );
    const { sink, texts } = textSink();
    await bagExporter.write(source, 'internal', sink, signal, 0);
    const lines = texts.get('bag-info.txt')?.trim().split('\n') ?? [];
    expect(lines).toHaveLength(6);
    expect(lines.filter((line) => line.startsWith('Payload-Oxum:'))).toEqual([
      expect.not.stringContaining(' 0.0'),
    ]);
  });

  it('does not take a failing sink for a lost picture', async () => {
    const source = sourceOf(
      async function* () {
        yield await flagWith(1, ['screenshot_post']);
      },
      async () => new Blob(['1 0']),
    );
    const full = new DOMException('no space', 'QuotaExceededError');
    const { sink } = textSink(async (path) => {
      if (path.endsWith('.png')) throw full;
    });
    await expect(bagExporter.write(source, 'internal', sink, signal, 0)).rejects.toBe(full);
  });
});
