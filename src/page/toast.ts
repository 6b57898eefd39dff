// The confirmation in the page: a closed shadow root, the only trace of the extension that a page can see.
// Runs in the page, injected by itself once the flag is on disk.
import { property } from '../platforms/reading';
import { rootElement } from './state';
import { world } from './world';

export interface ToastText {
  readonly text: string;
  readonly detail?: string | undefined;
  readonly tone: 'good' | 'warning' | 'bad';
  /** Label of the undo button; without it there is none. */
  readonly undo?: string | undefined;
  readonly undone?: string | undefined;
  readonly dir: 'ltr' | 'rtl';
}

const SHOWN_MS = 6000;
const CSS = `:host{all:initial!important;position:fixed!important;inset:auto 16px 16px auto!important;z-index:2147483647!important}
div{box-sizing:border-box;display:flex;align-items:center;gap:12px;max-inline-size:min(420px,calc(100vw - 32px));padding:10px 14px;border-radius:10px;
font:14px/1.4 system-ui,sans-serif;color:#fff;background:#16202e;border-inline-start:4px solid #35b37e;box-shadow:0 4px 20px #0006}
.warning{border-color:#f0a92c}.bad{border-color:#e5484d}
span{min-inline-size:0;overflow-wrap:anywhere}small{display:block;font-size:12px;color:#c3ccd8;max-block-size:2.8em;overflow:hidden}
button{font:inherit;font-weight:600;color:#8ec5ff;background:none;border:0;padding:6px 8px;margin:-6px -6px -6px 0;border-radius:6px;cursor:pointer}
button:hover{background:#ffffff1a}button:focus-visible{outline:2px solid #8ec5ff}`;

let host: HTMLElement | undefined;

/** Whether a toast was there and is now gone. */
function hideToast(): boolean {
  const shown = host !== undefined;
  host?.remove();
  host = undefined;
  world().toastHost = undefined;
  return shown;
}

/** Through the prototype: a page may have named a form field "createElement". */
function make<K extends 'div' | 'span' | 'small' | 'button'>(name: K): HTMLElementTagNameMap[K] {
  return Document.prototype.createElement.call(document, name) as HTMLElementTagNameMap[K];
}

function showToast(text: ToastText, undo: () => Promise<boolean>): void {
  hideToast();
  const own = make('div');
  const root = own.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];
  root.append(boxOf(text, undo));
  Element.prototype.append.call(rootElement(), own);
  host = own;
  world().toastHost = own;
  setTimeout(() => {
    if (host === own) hideToast();
  }, SHOWN_MS);
}

function boxOf(text: ToastText, undo: () => Promise<boolean>): HTMLElement {
  const box = make('div');
  box.className = text.tone;
  box.dir = text.dir;
  box.setAttribute('role', 'status');
  const words = make('span');
  words.textContent = text.text;
  if (text.detail !== undefined) {
    const detail = make('small');
    detail.dir = 'auto';
    detail.textContent = text.detail;
    words.append(detail);
  }
  box.append(words);
  if (text.undo !== undefined) box.append(undoButton(text.undo, text.undone ?? '', words, undo));
  return box;
}

function undoButton(
  label: string,
  undone: string,
  words: Element,
  undo: () => Promise<boolean>,
): HTMLElement {
  const button = make('button');
  button.type = 'button';
  button.textContent = label;
  button.addEventListener('click', (event) => {
    if (!event.isTrusted || !isInPlace(button)) return;
    button.disabled = true;
    undo().then(
      (done) => {
        if (done) words.textContent = undone;
        button.remove();
      },
      // the worker is gone (the extension was updated): the flag stays, and the queue shows it
      () => button.remove(),
    );
  });
  return button;
}

/** A page can move, stretch or fade the toast, so that a click meant for something else meets its button. */
function isInPlace(button: HTMLElement): boolean {
  const html = rootElement();
  const plain = [html, ...(host === undefined ? [] : [host])].every((element) => {
    const { filter, opacity, scale, transform } = getComputedStyle(element);
    return filter === 'none' && opacity === '1' && scale === 'none' && transform === 'none';
  });
  const { right, bottom, width, height } = button.getBoundingClientRect();
  const atCorner = innerWidth - right < 60 && innerHeight - bottom < 120 && width < 300 && height < 120;
  return plain && atCorner && host !== undefined && property(Node, 'parentNode', host) === html;
}

/** A toast of the last flag must not be in the next one's picture: gone, and the frame without it drawn. */
async function clearToast(): Promise<void> {
  if (!hideToast()) return;
  const frame = (): Promise<unknown> => new Promise((drawn) => requestAnimationFrame(drawn));
  const limit = new Promise((passed) => setTimeout(passed, 150));
  await Promise.race([frame().then(frame), limit]);
}

/** Shows a toast; answers whether a right-click came after the gesture, and then shows none. */
export type Toast = (text: ToastText, flagId: string, at: number) => { superseded: boolean };

export function installToast(): void {
  const own = world();
  if (own.toast !== undefined) return;
  const before = own.clear;
  own.clear = async () => {
    await before?.();
    await clearToast();
  };
  own.toast = (text, flagId, at) => {
    const superseded = (own.clicks ?? []).some((click) => click.at > at);
    // the analyst is already at the next post: a toast now could come into its picture
    if (!superseded)
      showToast(text, async () => (await browser.runtime.sendMessage({ type: 'undo', flagId })) === true);
    return { superseded };
  };
}
