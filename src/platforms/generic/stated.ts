// Author and time of an article as the page states them in JSON-LD, and whether it is one article's page. Runs in the page.
// Only where it states exactly one article: of several, none is known to be the one that is meant.
import type { PostDetails } from '../../flag/post';
import { asLoaded, meta } from '../head';
import { all, httpUrl, known, property, utc } from '../reading';
import { isThisPage } from './page-address';

const LONGEST = 200_000;
const ARTICLE = /(?:Article|Posting|VideoObject)$/;
const LIST = /(?:Collection|Profile|SearchResults)Page$/;

type Thing = Readonly<Record<string, unknown>>;

export function statedArticle(): Partial<PostDetails> {
  const article = onlyArticle() ?? {};
  const [author] = [article.author].flat();
  const displayName = textIn(author) ?? textIn(thing(author).name);
  const profileUrl = httpUrl(textIn(thing(author).url));
  const postedAt = utc(textIn(article.datePublished));
  const postedAtSource = postedAt ? 'inline_data' : undefined;
  return known<Partial<PostDetails>>({
    author: known({ displayName, profileUrl }),
    postedAt,
    postedAtSource,
  });
}

/**
 * Whether the page says that it is one article's: by og:type, or by its only article in JSON-LD having the page's address.
 * Not by a video, song, book or profile: what stands alone there as an article may be a comment, a review, a latest post.
 */
export function isStatedAsOne(): boolean {
  if (meta('og:type') === 'article' && asLoaded()) return true;
  const article = onlyArticle();
  if (!article || isOf(/VideoObject$/)(article)) return false;
  const { url, mainEntityOfPage: main } = article;
  return [url, main, thing(main)['@id']].some((named) => isThisPage(httpUrl(textIn(named))));
}

/** Some sites give their lists the og:type of an article, and only JSON-LD says what they are. */
export function isStatedList(): boolean {
  return stated().some(isOf(LIST));
}

function onlyArticle(): Thing | undefined {
  const [article, another] = stated().filter(isOf(ARTICLE));
  return another ? undefined : article;
}

function stated(): Thing[] {
  const things = all(document, 'script[type="application/ld+json"]').slice(0, 20).flatMap(parsed);
  return things.flatMap((each) => [each['@graph'] ?? each].flat().map(thing));
}

function parsed(script: Element): Thing[] {
  const text = `${property(Node, 'textContent', script)}`.replace(
    /^[\s/*]*<!\[CDATA\[|[/*\s]*\]\]>[\s*/]*$/g,
    '',
  );
  if (text.length > LONGEST) return [];
  try {
    return [JSON.parse(text)].flat().map(thing);
  } catch {
    // many pages carry broken JSON-LD: nothing is stated then
    return [];
  }
}

const thing = (value: unknown): Thing => (value instanceof Object ? { ...value } : {});
const isOf =
  (types: RegExp) =>
  (each: Thing): boolean =>
    [each['@type']].flat().some((type) => types.test(`${type}`));
const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' ? value.slice(0, 1000) : undefined;
