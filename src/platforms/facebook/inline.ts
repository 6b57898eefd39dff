// What a page of Facebook carries about its posts in inline data: exact times, and the number behind a pfbid…. Only on the
// first load, and only of the very post: scripts stay when the page goes elsewhere. Runs in the page.
import { asLoaded } from '../head';
import { all, property } from '../reading';
import { leadOf } from './parts';
import { decoded } from './places';

export interface Inline {
  readonly number: string;
  readonly owner: string;
  readonly time: string;
  readonly text: string | undefined;
}

/** The data stands in code as often as by itself: what is looked for is small and whole. */
const TIMED = /\{[^{}]*"creation_time":[^{}]*\}/g;
const STORY = /"id":"(Uzpf\w+=*)"/g;
const WORDS = /"message":\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*?"text":("(?:[^"\\]|\\.)*")/;

export function inlineOf(ids: readonly string[]): Inline | undefined {
  if (!asLoaded()) return undefined;
  for (const script of all(document, 'script')) {
    const text = `${property(Node, 'textContent', script)}`;
    if (!ids.some((id) => text.includes(id))) continue;
    for (const [found] of text.matchAll(TIMED)) {
      const part = (name: string): string =>
        new RegExp(`"${name}":"?([^",}]+)`).exec(found)?.[1]?.replaceAll('\\/', '/') ?? '';
      // "S:_I<owner>:<number>"
      const [, owner = '', number] = /^S:_I(\w+):(?:\w+:)?(\d+)/.exec(decoded(part('id'))) ?? [];
      const { place } = leadOf(part('url'));
      if (!number || ![number, place?.id].some((id) => id && ids.includes(id))) continue;
      // the words are surely the story's where there is only one
      const words = new Set(text.match(STORY)).size === 1 ? WORDS.exec(text)?.[1] : undefined;
      return { number, owner, time: part('creation_time'), text: words && parsed(words) };
    }
  }
  return undefined;
}

function parsed(json: string): string | undefined {
  try {
    return `${JSON.parse(json)}`;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined; // a page may put anything there
  }
}
