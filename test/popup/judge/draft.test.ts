import { expect, test } from 'vitest';
import { type Judgement, judge } from '../../../src/flag/judgement';
import { asLastTime, draftAfter, stickyDraft, tidied, withPhrase } from '../../../src/popup/judge/draft';

const last: Judgement = {
  schemaVersion: 1,
  flagId: 'f',
  revision: 1,
  at: '2026-11-21T09:00:00.000Z',
  by: 'analyst-7',
  category: 'terrorist_content',
  tcoGrounds: ['a', 'e'],
  severity: 4,
  imminentThreat: true,
  confidence: 75,
  group: 'Group of the North',
  reason: 'Calls for an attack on a named place.',
  exclusionConsidered: { journalistic: true, conclusion: 'not_excluded' },
  notes: 'seen before',
};

test('a new draft takes over what is as last time, never the reason, the conclusion, the threat or the notes', () => {
  expect(stickyDraft(last)).toEqual({
    category: 'terrorist_content',
    tcoGrounds: ['a', 'e'],
    severity: 4,
    confidence: 75,
    group: 'Group of the North',
  });
  expect(stickyDraft(undefined)).toEqual({});
});

test('a field is marked as last time only while it is', () => {
  const draft = stickyDraft(last);
  expect([...asLastTime(draft, last)].sort()).toEqual([
    'category',
    'confidence',
    'group',
    'severity',
    'tcoGrounds',
  ]);
  expect(asLastTime({ ...draft, severity: 2, tcoGrounds: ['a'] }, last)).not.toContain('severity');
  expect(asLastTime({ ...draft, tcoGrounds: ['a'] }, last)).not.toContain('tcoGrounds');
  expect(asLastTime(draft, undefined).size).toBe(0);
});

test('a routine post takes a phrase and a conclusion, nothing else', () => {
  const draft = withPhrase(stickyDraft(last), 'The content glorifies acts of terrorism.');
  const done = draftAfter(draft, { do: 'conclusion', conclusion: 'not_excluded' });
  expect(judge(tidied(done ?? {}))).toMatchObject({ ok: true, fields: { severity: 4, confidence: 75 } });
});

test('a phrase is added once, after what is there', () => {
  const once = withPhrase({ reason: 'Seen today. ' }, 'It threatens.');
  expect(once.reason).toBe('Seen today. It threatens.');
  expect(withPhrase(once, 'It threatens.')).toBe(once);
});

test('grounds belong to terrorist content alone', () => {
  const other = { ...stickyDraft(last), category: 'hate_speech' as const };
  expect(draftAfter(other, { do: 'ground', ground: 'b' })).toBeUndefined();
  expect(tidied(other).tcoGrounds).toEqual([]);
  expect(draftAfter(stickyDraft(last), { do: 'ground', ground: 'a' })?.tcoGrounds).toEqual(['e']);
});

test('one key walks through the confidences and begins anew', () => {
  const values: (number | undefined)[] = [];
  let draft = {};
  for (let i = 0; i < 5; i++) {
    draft = draftAfter(draft, { do: 'confidence' }) ?? {};
    values.push((draft as { confidence?: number }).confidence);
  }
  expect(values).toEqual([25, 50, 75, 100, 25]);
});

test('twenty spaces are no reason, and half a character is made whole', () => {
  const blank = tidied({ ...stickyDraft(last), reason: ' '.repeat(40) });
  expect(judge(blank)).toMatchObject({ ok: false, missing: expect.arrayContaining(['reason']) });
  expect(tidied({ notes: 'cut \ud83d' }).notes).toBe('cut \ufffd');
  expect('group' in tidied({ group: '  ' })).toBe(false);
});

test('an address is kept as browsers write it, an empty one not at all, a wrong one as it was typed', () => {
  expect(tidied({ postUrl: ' HTTPS://X.com/a b ' }).postUrl).toBe('https://x.com/a%20b');
  expect('postUrl' in tidied({ postUrl: '  ' })).toBe(false);
  expect(tidied({ postUrl: 'x.com' }).postUrl).toBe('x.com');
  expect(stickyDraft({ ...last, subject: 'account', postUrl: 'https://x.com/a' })).not.toHaveProperty(
    'subject',
  );
});
