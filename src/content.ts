// ENTRY page. The listener: remembers what was right-clicked, in our own isolated world, and answers the worker at a gesture.
// Changes nothing, tells the page nothing, and does nothing at all until a right-click or a gesture. Run a second time in
// the same document (declared, and injected into a tab that was open already) it adds nothing.
import { answer, linksOf, withLinks } from './page/glance';
import { world } from './page/world';

const KEPT = 4;

function remember(event: MouseEvent): void {
  // page scripts can dispatch contextmenu events too: only the analyst's hand counts
  if (!event.isTrusted) return;
  const path = event.composedPath();
  const scroll = { x: scrollX, y: scrollY };
  const around = withLinks(path);
  const links = around === undefined ? '' : linksOf(around);
  const click = { path, at: Date.now(), url: location.href, scroll, shiftKey: event.shiftKey, around, links };
  // the last flag's toast is gone before the menu is: the next picture need not wait for it
  const own = world();
  void own.clear?.();
  own.clicks = [...(own.clicks ?? []).slice(1 - KEPT), click];
}

if (world().listening !== true) {
  world().listening = true;
  // On window, capturing, from document_start on: first in line, so no page script can stop the event before us.
  window.addEventListener('contextmenu', remember, { capture: true, passive: true });
  browser.runtime.onMessage.addListener(answer);
}
