// Whether the page was the same before and after the shot, and at the click. Runs anywhere. Compares, decides nothing else.
import type { CaptureProblem, PageState, Rect } from '../flag/capture';
import type { Pin, PinAnswer } from './page-calls';

const SLACK_PX = 1;

/** Every way in which the two differ; empty when the picture shows the post that was pinned. */
export function sameMoment(
  pin: PinAnswer,
  again: Pin | null,
  before: PageState,
  after: PageState | undefined,
): CaptureProblem[] {
  const problems: CaptureProblem[] = [];
  // scrolled since the click is no harm: the element is pinned, and the picture is of the pinned state
  if (pin.moved.includes('navigated')) problems.push('navigated');
  if (again === null || after === undefined) return [...problems, 'state_unknown'];
  for (const [was, is] of [
    [before, after],
    [pin.state, again.state],
  ] as const) {
    if (was.documentId !== is.documentId || was.url !== is.url) problems.push('navigated');
    if (was.scroll.x !== is.scroll.x || was.scroll.y !== is.scroll.y) problems.push('scrolled');
    // there and back again: the ends agree, the way between does not
    if (was.events !== is.events) problems.push('page_changed');
    if (was.viewport.w !== is.viewport.w || was.viewport.h !== is.viewport.h) problems.push('page_changed');
  }
  if (!pin.connected || !again.connected || pin.links !== again.links) problems.push('page_changed');
  if (isOutOfView(again)) problems.push('out_of_view');
  if (moved(pin.targetRect ?? pin.rect, again.targetRect ?? again.rect)) problems.push('page_changed');
  return [...new Set(problems)];
}

function moved(was: Rect | undefined, is: Rect | undefined): boolean {
  if (was === undefined || is === undefined) return was !== is;
  return Math.abs(was.x - is.x) > SLACK_PX || Math.abs(was.y - is.y) > SLACK_PX;
}

function isOutOfView({ rect, state: { viewport } }: Pin): boolean {
  if (rect === undefined) return true;
  return rect.x + rect.w <= 0 || rect.y + rect.h <= 0 || rect.x >= viewport.w || rect.y >= viewport.h;
}
