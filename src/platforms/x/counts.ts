// Counts of a post on X, from its buttons. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { attr, count, known, one } from '../reading';
import { mark } from './parts';

/** Only the outer post has buttons. */
export function countsOf(article: Element): PostDetails['engagement'] {
  const label = (selector: string): string | null => attr(one(article, selector), 'aria-label');
  const number = (selector: string): number | undefined => count(label(selector));
  return known({
    views: number('a[href$="/analytics"]') ?? openedViews(article, label('[role="group"]')),
    likes: number(`${mark('like')},${mark('unlike')}`),
    shares: number(`${mark('retweet')},${mark('unretweet')}`),
    replies: number(mark('reply')),
  });
}

/** An opened post shows its views beside the time, rounded; the exact number is the last one of the buttons' label. */
function openedViews(article: Element, label: string | null): number | undefined {
  const shown = count(
    displayedText(one(article, `${mark('app-text-transition-container')}:not([role="group"] *)`)),
  );
  const exact = count(/\d+(?=\D*$)/.exec((label ?? '').slice(-60))?.[0]);
  return shown && exact && Math.abs(exact - shown) < shown / 10 ? exact : shown;
}
