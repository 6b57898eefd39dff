// @vitest-environment happy-dom
// The form's state over a real store: what saving does to a draft, and when it is refused.
import { h, render } from 'preact';
import { useRef } from 'preact/hooks';
import { afterEach, expect, test, vi } from 'vitest';
import type { Draft } from '../../../src/flag/judgement';
import type { App } from '../../../src/popup/app';
import { beginJudging } from '../../../src/popup/judge/load';
import { type DraftWork, useDraft } from '../../../src/popup/judge/use-draft';
import { useInert } from '../../../src/popup/judge/use-inert';
import type { Database } from '../../../src/queue/database';
import { discardFlag } from '../../../src/queue/judgements';
import { readDraft } from '../../../src/queue/read';
import { testClock } from '../../fakes/clock';
import { aDraft, FIELDS, freshQueue } from '../../fakes/filled-queue';

vi.mock('webextension-polyfill', () => ({
  default: { i18n: { getMessage: (key: string) => key, getUILanguage: () => 'en' } },
}));

const clock = testClock();
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));
afterEach(() => render(null, document.body));

/** Shows a form of one text; `now` gives its state as last rendered. */
async function opened(db: Database, flagId: string) {
  const begun = await beginJudging(db, flagId);
  const app = { view: 'tab', db, clock, settings: { value: {} } } as unknown as App;
  const seen: { work?: DraftWork } = {};
  const Form = () => {
    const work = useDraft(app, begun);
    const part = useRef<HTMLDivElement>(null);
    useInert(part, work.saving);
    seen.work = work;
    return h('div', { ref: part, id: 'part' }, h('textarea', { id: 'text' }));
  };
  render(h(Form, {}), document.body);
  await settle();
  return () => seen.work!;
}

/** The store as it is, but whatever judges fails as on a full disk. */
function withoutRoom(db: Database): Database {
  return new Proxy(db, {
    get(target, key) {
      if (key !== 'transaction') return Reflect.get(target, key);
      return (...args: Parameters<Database['transaction']>) => {
        if (args[1] === 'readwrite' && Array.from(args[0]).includes('judgements'))
          throw new DOMException('full', 'QuotaExceededError');
        return Reflect.apply(target.transaction, target, args);
      };
    },
  });
}

test('a discarded flag is not saved by key: it stays discarded, and no judgement, delivery or event comes of it', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const id = await aDraft(db, sessionId, clock);
  await discardFlag(db, id, { actor: 'analyst', endpointId: undefined, clock });
  const events = await db.count('custody');
  const work = await opened(db, id);
  work().change(FIELDS);
  await settle();
  await work().save();
  await settle();
  expect((await db.get('rows', id))?.status).toBe('discarded');
  expect([await db.count('judgements'), await db.count('deliveries'), await db.count('custody')]).toEqual([
    0,
    0,
    events,
  ]);
  expect([work().saving, work().problem]).toEqual([false, undefined]);
  expect(await readDraft(db, id)).toMatchObject({ reason: FIELDS.reason });
});

test('when the disk has no room for the judgement, the last keystrokes are kept, also those that came while saving', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const id = await aDraft(db, sessionId, clock);
  const work = await opened(withoutRoom(db), id);
  const typed = (reason: string): Draft => ({ ...FIELDS, reason });
  work().change(typed('Calls for violence against a gr'));
  work().change(typed('Calls for violence against a group'));
  await settle();
  const saved = work().save();
  work().change(typed('Calls for violence against a group.'));
  await saved;
  await settle();
  expect(work().problem?.code).toBe('disk_full');
  expect((await readDraft(db, id))?.reason).toBe('Calls for violence against a group.');
  expect(work().saving).toBe(false);
});

test('while it is being saved the form is inert; refused, it takes in again, with the focus where it was', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const work = await opened(withoutRoom(db), await aDraft(db, sessionId, clock));
  const part = document.querySelector<HTMLElement>('#part')!;
  const text = document.querySelector<HTMLElement>('#text')!;
  const states: boolean[] = [];
  // as in a browser: what becomes inert loses the focus
  const set = (inert: boolean): void => {
    states.push(inert);
    if (inert) text.blur();
  };
  Object.defineProperty(part, 'inert', { set });
  text.focus();
  work().change(FIELDS);
  await settle();
  work().change({ ...FIELDS, severity: 4 });
  await work().save();
  await settle();
  expect([states, document.activeElement === text]).toEqual([[true, false], true]);
});

test('once it is saved the form stays shut: nothing typed after the judgement makes a draft', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const id = await aDraft(db, sessionId, clock);
  const work = await opened(db, id);
  work().change(FIELDS);
  await settle();
  await work().save();
  await settle();
  work().change({ ...FIELDS, reason: 'typed for the next one' });
  await settle();
  expect(await db.count('judgements')).toBe(1);
  expect([work().saving, await readDraft(db, id)]).toEqual([true, undefined]);
});
