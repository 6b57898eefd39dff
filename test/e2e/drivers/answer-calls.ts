// Runs in a context of a small extension made for a test: offers functions there, in the worker by message too.
import browser from 'webextension-polyfill';
import * as z from 'zod/mini';

const Called = z.object({ name: z.string(), args: z.array(z.unknown()) });

export function answerCalls(offered: Readonly<Record<string, (...args: never[]) => unknown>>): void {
  Object.assign(globalThis, { offered });
  if (/\/(popup|tab)\.html$/u.test(location.pathname)) return;
  browser.runtime.onMessage.addListener((message: unknown) => {
    const { name, args } = z.parse(Called, message);
    return Promise.resolve(offered[name]?.(...(args as never[])));
  });
}
