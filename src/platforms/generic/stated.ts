// Author and time of an article as the page states them in JSON-LD. Runs in the page.
// Only where it states exactly one article: of several, none is known to be the one that is meant.
import type { PostDetails } from '../../flag/post';
import { all, httpUrl, known, property, utc } from '../reading';

const LONGEST = 200_000;
const ARTICLE = /(?:Article|Posting|VideoObject)$/;

type Thing = Readonly<Record<string, unknown>>;

export function statedArticle(): Partial<PostDetails> {
  const things = all(document, 'script[type="application/ld+json"]').slice(0, 20).flatMap(parsed);
  const [article, another] = things
    .flatMap((each) => [each['@graph'] ?? each].flat().map(thing))
    .filter(isArticle);
  if (!article || another) return {};
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

function parsed(script: Element): Thing[] {
  const text = `${property(Node, 'textContent', script)}`;
  if (text.length > LONGEST) return [];
  try {
    return [JSON.parse(text)].flat().map(thing);
  } catch {
    // many pages carry broken JSON-LD: nothing is stated then
    return [];
  }
}

const thing = (value: unknown): Thing => (value instanceof Object ? { ...value } : {});
const isArticle = (each: Thing): boolean => [each['@type']].flat().some((type) => ARTICLE.test(`${type}`));
const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' ? value.slice(0, 1000) : undefined;
