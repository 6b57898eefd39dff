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
  readonly text: string;
}

/** The data stands in code as often as by itself: what is looked for is small and whole. */
const TIME = '"creation_time":';
/** A string of JSON that is surely one. */
const WORDS = /"message":\{"text":("(?:[^"\\\p{Cc}]|\\(?:[n"/\\]|u[\da-f]{4}))*")/u;

export function inlineOf(ids: readonly string[]): Inline | undefined {
  if (!asLoaded()) return undefined;
  for (const script of all(document, 'script')) {
    const text = `${property(Node, 'textContent', script)}`;
    if (!ids.some((id) => text.includes(id))) continue;
    for (let at = text.indexOf(TIME); at > 0; at = text.indexOf(TIME, at + 1)) {
      const found = text.slice(text.lastIndexOf('{', at), text.indexOf('}', at));
      const part = (name: string): string =>
        new RegExp(`"${name}":"?([^",}]+)`).exec(found)?.[1]?.replaceAll('\\/', '/') ?? '';
      // "S:_I<owner>:<number>"
      const [, owner = '', number] = /^S:_I(\w+):(?:\w+:)?(\d+)/.exec(decoded(part('id'))) ?? [];
      const { place } = leadOf(part('url'));
      if (!number || ![number, place?.id].some((id) => id && ids.includes(id))) continue;
      // the words are surely the story's where there is only one
      const alone = new Set(text.match(/"Uzpf\w+/g)).size === 1;
      const words = (alone && WORDS.exec(text)?.[1]) || '""';
      return { number, owner, time: part('creation_time'), text: `${JSON.parse(words)}` };
    }
  }
  return undefined;
}
