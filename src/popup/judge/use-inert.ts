// Keeps a part of the screen from taking anything in, and gives it its focus back afterwards. Runs in the UI.
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

export function useInert(part: RefObject<HTMLElement | null>, inert: boolean): void {
  useLayoutEffect(() => {
    const { current } = part;
    if (!inert || current === null) return;
    // asked before: what becomes inert loses the focus
    const focused = document.activeElement;
    current.inert = true;
    return () => {
      current.inert = false;
      if (focused instanceof HTMLElement && current.contains(focused)) focused.focus();
    };
  }, [inert]);
}
