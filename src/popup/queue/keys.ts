// Which key does what in the queue. Pure.

export type QueueAction = 'open' | 'discard' | 'undo' | 'filter' | { readonly move: number };

const PAGE = 8;

const ACTIONS: Readonly<Record<string, QueueAction>> = {
  j: { move: 1 },
  ArrowDown: { move: 1 },
  k: { move: -1 },
  ArrowUp: { move: -1 },
  PageDown: { move: PAGE },
  PageUp: { move: -PAGE },
  Home: { move: Number.NEGATIVE_INFINITY },
  End: { move: Number.POSITIVE_INFINITY },
  e: 'open',
  Enter: 'open',
  d: 'discard',
  z: 'undo',
  '/': 'filter',
};

export type QueuePress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>;

export function queueAction(press: QueuePress, typing: boolean): QueueAction | undefined {
  if (typing || press.ctrlKey || press.metaKey || press.altKey) return undefined;
  const action = ACTIONS[press.key];
  // buttons, links and choices keep the keys that work them; in the list Enter is the row's own click
  const control = press.target instanceof HTMLElement && press.target.closest('button, a, input') !== null;
  if (control && action === 'open' && press.key === 'Enter') return undefined;
  const choice = press.target instanceof HTMLInputElement && press.target.type === 'radio';
  return choice && press.key.startsWith('Arrow') ? undefined : action;
}
