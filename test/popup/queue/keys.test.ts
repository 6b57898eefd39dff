// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { type QueuePress, queueAction } from '../../../src/popup/queue/keys';

const press = (key: string, rest: Partial<QueuePress> = {}): QueuePress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  target: null,
  ...rest,
});

test('letters and arrows move, open, discard, undo and filter', () => {
  expect(queueAction(press('j'), false)).toEqual({ move: 1 });
  expect(queueAction(press('ArrowUp'), false)).toEqual({ move: -1 });
  expect(['Enter', 'd', 'z', '/'].map((key) => queueAction(press(key), false))).toEqual([
    'open',
    'discard',
    'undo',
    'filter',
  ]);
});

test('nothing happens while text is typed or with a modifier', () => {
  expect(queueAction(press('d'), true)).toBeUndefined();
  for (const modifier of ['ctrlKey', 'metaKey', 'altKey'])
    expect(queueAction(press('d', { [modifier]: true }), false)).toBeUndefined();
});

test('Enter on a button presses that button, arrows in a choice choose', () => {
  const button = document.createElement('button');
  expect(queueAction(press('Enter', { target: button }), false)).toBeUndefined();
  const radio = Object.assign(document.createElement('input'), { type: 'radio' });
  expect(queueAction(press('ArrowDown', { target: radio }), false)).toBeUndefined();
  expect(queueAction(press('j', { target: radio }), false)).toEqual({ move: 1 });
});
