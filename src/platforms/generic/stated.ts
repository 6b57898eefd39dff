// Author and time of an article as the page states them in JSON-LD. Runs in the page.
// Only where it states exactly one article: of several, none is known to be the one that is meant.
import type { PostDetails } from '../../flag/post';
import { all, httpUrl, known, property, utc } from '../reading';

const LONGEST = 200_000;
const ARTICLE = /(?:Article|Posting|VideoObject)$/;

export function statedArticle(): Pick<PostDetails, 'author' | 'postedAt' | 'postedAtSource'> {
  const scripts = all(document, 'script[type="application/ld+json"]').slice(0, 20);
  const things = scripts.flatMap((script) => parsed(String(property(Node, 'textContent', script))));
  const found = things.flatMap((thing) => listed(thing)).filter(isArticle);
  const [article] = found;
  if (!article || found.length > 1) return {};
  const [author] = listed(article['author']);
  const postedAt = utc(textIn(article['datePublished']));
  const displayName = typeof author === 'string' ? author : textIn(record(author)['name']);
  const profileUrl = httpUrl(textIn(record(author)['url']));
  return known({
    author: known({ displayName, profileUrl }),
    postedAt,
    postedAtSource: postedAt ? 'inline_data' : undefined,
  });
}

function parsed(text: string): unknown[] {
  if (text.length > LONGEST) return [];
  try {
    return [JSON.parse(text)];
  } catch {
    // many pages carry broken JSON-LD: nothing is stated then
    return [];
  }
}

function listed(thing: unknown): unknown[] {
  if (Array.isArray(thing))
    return thing.flatMap((each: unknown) => (Array.isArray(each) ? [] : listed(each)));
  const graph = record(thing)['@graph'];
  return Array.isArray(graph) ? graph : [thing];
}

function record(thing: unknown): Readonly<Record<string, unknown>> {
  return thing instanceof Object ? Object.fromEntries(Object.entries(thing)) : {};
}

function isArticle(thing: unknown): thing is Readonly<Record<string, unknown>> {
  return [record(thing)['@type']].flat().some((type) => typeof type === 'string' && ARTICLE.test(type));
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, 1000) : undefined;
}
