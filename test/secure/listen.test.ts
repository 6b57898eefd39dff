// The listener on hosts that are not listed: registered where it is wanted and allowed, and nowhere else.
import { beforeEach, expect, it, vi } from 'vitest';
import { heedRemoved, keepListening } from '../../src/secure/listen';
import { hostOf, isListed, patternOf } from '../../src/secure/listen-hosts';
import { loadSettings, saveSettings } from '../../src/settings';

/** The parts of the browser that the listener needs, as strict about ids as Chromium is. */
const fake = vi.hoisted(() => {
  const stored: Record<string, unknown> = {};
  const scripts = new Map<string, { id: string; matches: string[] }>();
  const granted = new Set<string>();
  const injected: string[][] = [];
  const browser = {
    storage: {
      local: {
        get: async () => stored,
        set: async (items: object) => void Object.assign(stored, items),
      },
    },
    runtime: { getManifest: () => ({ content_scripts: [{ js: ['listener.js'], matches: [] }] }) },
    permissions: {
      contains: async ({ origins }: { origins: string[] }) => origins.every((o) => granted.has(o)),
    },
    tabs: {
      query: async ({ url }: { url: string[] }) => {
        injected.push(url);
        return [{ id: 1 }, {}];
      },
    },
    scripting: {
      getRegisteredContentScripts: async () => [...scripts.values()],
      registerContentScripts: async (added: { id: string; matches: string[] }[]) => {
        for (const script of added) {
          if (scripts.has(script.id)) throw new Error(`Duplicate script ID '${script.id}'`);
          scripts.set(script.id, script);
        }
      },
      unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
        for (const id of ids) if (!scripts.delete(id)) throw new Error(`Nonexistent script ID '${id}'`);
      },
      executeScript: () => Promise.reject(new Error('Cannot access contents of the page')),
    },
  };
  return { browser, scripts, granted, injected };
});
vi.mock('webextension-polyfill', () => ({ default: fake.browser }));

const [ONE, TWO] = ['*://forum.example/*', '*://boards.example/*'];
const registered = (): string[] => [...fake.scripts.values()].flatMap(({ matches }) => matches);

beforeEach(async () => {
  fake.scripts.clear();
  fake.granted.clear();
  fake.injected.length = 0;
  await saveSettings({ listenHosts: [] });
});

it('registers the listener of the manifest for every host that is wanted and allowed, and starts it in open tabs', async () => {
  await saveSettings({ listenHosts: ['forum.example', 'boards.example'] });
  fake.granted.add(ONE).add('*://endpoint.example/*');
  await keepListening();
  expect([...fake.scripts.values()]).toEqual([
    {
      id: 'listen:forum.example',
      matches: [ONE],
      js: ['listener.js'],
      runAt: 'document_start',
      allFrames: true,
      persistAcrossSessions: true,
    },
  ]);
  expect(fake.injected).toEqual([[ONE]]);
});

it('adds what is new, keeps what is there, takes away what is no longer wanted', async () => {
  fake.granted.add(ONE).add(TWO);
  await saveSettings({ listenHosts: ['forum.example'] });
  await keepListening();
  await saveSettings({ listenHosts: ['forum.example', 'boards.example'] });
  await keepListening();
  expect(fake.injected).toEqual([[ONE], [TWO]]);
  await saveSettings({ listenHosts: ['boards.example'] });
  await keepListening();
  expect(registered()).toEqual([TWO]);
  expect(fake.injected).toHaveLength(2);
});

it('registers each once, however many ask at the same time, and anew when an update took them away', async () => {
  fake.granted.add(ONE);
  await saveSettings({ listenHosts: ['forum.example'] });
  await Promise.all([keepListening(), keepListening(), keepListening()]);
  expect(registered()).toEqual([ONE]);
  fake.scripts.clear();
  await keepListening();
  expect(registered()).toEqual([ONE]);
});

it('goes on after a run that failed', async () => {
  fake.granted.add(ONE);
  await saveSettings({ listenHosts: ['forum.example'] });
  const failing = vi
    .spyOn(fake.browser.scripting, 'registerContentScripts')
    .mockRejectedValueOnce(new Error('no such file'));
  await expect(keepListening()).rejects.toThrow('no such file');
  await keepListening();
  expect(registered()).toEqual([ONE]);
  failing.mockRestore();
});

it('leaves scripts alone that are not its own', async () => {
  fake.scripts.set('another', { id: 'another', matches: ['*://a.example/*'] });
  await keepListening();
  expect([...fake.scripts.keys()]).toEqual(['another']);
});

it('forgets a host whose leave was taken back', async () => {
  fake.granted.add(ONE).add(TWO);
  await saveSettings({ listenHosts: ['boards.example', 'forum.example'] });
  await keepListening();
  fake.granted.delete(ONE);
  await heedRemoved();
  expect(registered()).toEqual([TWO]);
  expect((await loadSettings()).listenHosts).toEqual(['boards.example']);
});

it.each([
  ['forum.example', 'forum.example'],
  [' Forum.Example ', 'forum.example'],
  ['https://forum.example:8443/topic?x=1', 'forum.example'],
  ['münchen.example/a', 'xn--mnchen-3ya.example'],
  ['127.0.0.1:8080', '127.0.0.1'],
  ['file:///etc/passwd', undefined],
  ['*', undefined],
  ['*.example', undefined],
  ['two words', undefined],
  ['', undefined],
])('of %j the host is %j', (typed, host) => {
  expect(hostOf(typed)).toBe(host);
});

it('a pattern is of the one host, and a listed host is known by its labels', () => {
  expect(patternOf('forum.example')).toBe(ONE);
  expect([isListed('x.com'), isListed('mobile.x.com'), isListed('notx.com')]).toEqual([true, true, false]);
});
