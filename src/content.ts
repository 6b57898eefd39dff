// ENTRY page. The listener: remembers what was right-clicked, in our own isolated world.
// Sends nothing, changes nothing, and does nothing at all until a right-click.
import type { Click } from './page/world';

const KEPT = 4;

function remember(event: MouseEvent): void {
  // page scripts can dispatch contextmenu events too: only the analyst's hand counts
  if (!event.isTrusted) return;
  const path = event.composedPath();
  const [target] = path;
  // through the prototype: a form field named like the method would be called in its place
  const box = target instanceof Element ? Element.prototype.getBoundingClientRect.call(target) : undefined;
  const click: Click = {
    path,
    at: Date.now(),
    url: location.href,
    scroll: { x: scrollX, y: scrollY },
    rect: box && { x: box.x, y: box.y, w: box.width, h: box.height },
    shiftKey: event.shiftKey,
  };
  globalThis.flagpostClicks = [...(globalThis.flagpostClicks ?? []).slice(1 - KEPT), click];
}

// On window, capturing, from document_start on: first in line, so no page script can stop the event before us.
window.addEventListener('contextmenu', remember, { capture: true, passive: true });
