// Whether the page was the same before and after the shot, and at the click. Runs anywhere. Compares, decides nothing else.
import type { CaptureProblem, PageState, Rect } from '../flag/capture';
import type { Look, Pin } from './page-calls';

const SLACK_PX = 1;

type Seen = Pick<Look, 'navigated' | 'reused' | 'connected' | 'links' | 'rect'>;

/**
 * Every way in which before and after differ; empty when the picture shows the post that was pinned.
 * `pinned` is the frame before the shot, `look` when the post was read, `again` after the shot;
 * `before` and `after` are of the top document.
 */
export function sameMoment(
  pinned: Pick<Pin, 'state' | 'targetRect'>,
  look: Seen,
  again: Pin | null | undefined,
  before: PageState | undefined,
  after: PageState | undefined,
): CaptureProblem[] {
  const problems = new Set<CaptureProblem>();
  // the analyst saw another address at the click; a scroll since then is no harm: the element is pinned
  if (look.navigated) problems.add('navigated');
  if (look.reused) problems.add('page_changed');
  if (!again || before === undefined || after === undefined) return [...problems, 'state_unknown'];
  for (const problem of [...differences(before, after), ...differences(pinned.state, again.state)])
    problems.add(problem);
  if (!look.connected || !again.connected || look.links !== again.links) problems.add('page_changed');
  // there and back: only what happened in between tells
  if (again.changed) problems.add('page_changed');
  if (moved(pinned.targetRect, again.targetRect) || moved(look.rect, again.rect))
    problems.add('page_changed');
  if (isOutOfView(again)) problems.add('out_of_view');
  return [...problems];
}

function differences(was: PageState, is: PageState): CaptureProblem[] {
  const problems: CaptureProblem[] = [];
  if (was.documentId !== is.documentId || was.url !== is.url) problems.push('navigated');
  if (was.scroll.x !== is.scroll.x || was.scroll.y !== is.scroll.y) problems.push('scrolled');
  // there and back again: the ends agree, the way between does not
  if (was.events !== is.events) problems.push('page_changed');
  if (was.viewport.w !== is.viewport.w || was.viewport.h !== is.viewport.h) problems.push('page_changed');
  return problems;
}

export function moved(was: Rect | undefined, is: Rect | undefined): boolean {
  if (was === undefined || is === undefined) return was !== is;
  return (['x', 'y', 'w', 'h'] as const).some((side) => Math.abs(was[side] - is[side]) > SLACK_PX);
}

function isOutOfView({ rect, state: { viewport } }: Pin): boolean {
  return rect === undefined || isOutside(rect, viewport);
}

export function isOutside(rect: Rect, viewport: PageState['viewport']): boolean {
  return rect.x + rect.w <= 0 || rect.y + rect.h <= 0 || rect.x >= viewport.w || rect.y >= viewport.h;
}
