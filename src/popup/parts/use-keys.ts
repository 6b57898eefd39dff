// Keys for a whole screen, not taken from text that is being typed. Runs in the UI.
import { useEffect, useRef } from 'preact/hooks';

/** Calls `handle` for every key press while mounted; true means it was used and goes no further. */
export function useKeys(handle: (event: KeyboardEvent) => boolean): void {
  const latest = useRef(handle);
  latest.current = handle;
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      // a window over the screen has keys of its own
      if (event.isComposing || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      if (latest.current(event)) event.preventDefault();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}

const NOT_TYPED_INTO = ['button', 'checkbox', 'radio', 'submit', 'range'];

export function isTyping({ target }: KeyboardEvent): boolean {
  if (target instanceof HTMLInputElement) return !NOT_TYPED_INTO.includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
