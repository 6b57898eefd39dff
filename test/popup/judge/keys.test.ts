import { expect, test } from 'vitest';
import { judgeAction, type Press } from '../../../src/popup/judge/keys';

const press = (key: string, rest: Partial<Press> = {}): Press => ({
  key,
  code: /^[a-z]$/iu.test(key) ? `Key${key.toUpperCase()}` : /^\d$/u.test(key) ? `Digit${key}` : key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...rest,
});

test('outside of text fields single keys choose', () => {
  expect(judgeAction(press('1'), false)).toEqual({ do: 'category', n: 1 });
  expect(judgeAction(press('c'), false)).toEqual({ do: 'ground', ground: 'c' });
  expect(judgeAction(press('$', { code: 'Digit4', shiftKey: true }), false)).toEqual({
    do: 'severity',
    n: 4,
  });
  expect(judgeAction(press('8'), false)).toEqual({ do: 'phrase', n: 1 });
  expect(judgeAction(press('m'), false)).toEqual({ do: 'evidence' });
  expect(judgeAction(press('n'), false)).toEqual({ do: 'conclusion', conclusion: 'not_excluded' });
});

test('while typing, letters and digits are text', () => {
  for (const key of ['1', 'a', 'n', '7', 'v']) expect(judgeAction(press(key), true)).toBeUndefined();
  expect(judgeAction(press('A', { shiftKey: true }), true)).toBeUndefined();
});

test('while typing, Alt and the key still choose, whatever character the layout makes of it', () => {
  const option = press('˜', { code: 'KeyN', altKey: true });
  expect(judgeAction(option, true)).toEqual({ do: 'conclusion', conclusion: 'not_excluded' });
  expect(judgeAction(press('1', { altKey: true }), true)).toEqual({ do: 'category', n: 1 });
});

test('AltGr, which some systems report as Ctrl with Alt, types and never chooses', () => {
  expect(judgeAction(press('ę', { code: 'KeyE', altKey: true, ctrlKey: true }), true)).toBeUndefined();
});

test('digits go by their place: an AZERTY keyboard needs no Shift for a category', () => {
  expect(judgeAction(press('&', { code: 'Digit1' }), false)).toEqual({ do: 'category', n: 1 });
});

test('saving and leaving work everywhere', () => {
  for (const typing of [true, false]) {
    expect(judgeAction(press('Enter', { ctrlKey: true }), typing)).toEqual({ do: 'save' });
    expect(judgeAction(press('Enter', { metaKey: true }), typing)).toEqual({ do: 'save' });
    expect(judgeAction(press('Escape'), typing)).toEqual({ do: 'leave' });
  }
  expect(judgeAction(press('Enter'), false)).toBeUndefined();
});

test("the browser's own shortcuts stay the browser's", () => {
  for (const key of ['a', 'c', 'v', 'x', 'r', 'f'])
    expect(judgeAction(press(key, { ctrlKey: true }), false)).toBeUndefined();
});
