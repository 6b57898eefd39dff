import { expect, test } from 'vitest';
import { hashOf, parseRoute } from '../../src/popup/route';

test('each screen has its fragment, and back', () => {
  for (const screen of ['queue', 'sessions', 'settings', 'export', 'privacy'] as const)
    expect(parseRoute(hashOf({ screen }))).toEqual({ screen });
  const judge = { screen: 'judge', flagId: '01900000-0001-7000-8000-000000000001' } as const;
  expect(parseRoute(hashOf(judge))).toEqual(judge);
  const shown = { ...judge, artefactId: '01900000-0001-7000-8000-000000000002' } as const;
  expect(parseRoute(hashOf(shown))).toEqual(shown);
  expect(parseRoute('#flag/a/<script>')).toEqual({ screen: 'judge', flagId: 'a' });
  const site = { screen: 'settings', host: 'forum.example' } as const;
  expect(parseRoute(hashOf(site))).toEqual(site);
  expect(parseRoute('#settings/<script>')).toEqual({ screen: 'settings' });
  for (const bulk of [{ screen: 'bulk' }, { screen: 'bulk', tabs: [7, 12] }] as const)
    expect(parseRoute(hashOf(bulk))).toEqual(bulk);
  expect(parseRoute('#bulk/7.x')).toEqual({ screen: 'bulk' });
});

test('anything else is the queue', () => {
  for (const hash of ['', '#', '#flag/', '#flag/<script>', '#flag/a b', '#nowhere', '#__proto__'])
    expect(parseRoute(hash)).toEqual({ screen: 'queue' });
});
