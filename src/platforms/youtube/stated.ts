// What the head and the inline data of a page say of a video, or of a channel, if they are of this one. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { asLoaded, itemprop } from '../head';
import { all, attr, count, known, one, property, utc } from '../reading';
import { byLead, leadOf } from './parts';

interface Stated {
  readonly title?: string | undefined;
  readonly about?: string | undefined;
  readonly time?: string | undefined;
  readonly picture?: string | undefined;
  readonly views?: number | undefined;
  readonly author?: NonNullable<PostDetails['author']>;
}

const AUTHOR = '[itemprop="author"] link[itemprop';

export function statedOf(id: string): Stated {
  const named = itemprop('identifier') ?? itemprop('videoId');
  const data = asLoaded() && (!named || named === id) ? player(id) : undefined;
  if (!data && (!asLoaded() || named !== id)) return {};
  // within that data a quote in words is escaped: no title or description can look like a field
  const field = (name: string): string | undefined =>
    new RegExp(`"${name}":"([^"\\\\]+)"`).exec(data ?? '')?.[1];
  const profile = one(document, `${AUTHOR}="url"]`);
  return {
    title: itemprop('name'),
    about: itemprop('description'),
    time: utc(itemprop('uploadDate')) ?? utc(field('publishDate')),
    picture: attr(one(document, 'link[itemprop="thumbnailUrl"]'), 'href') ?? undefined,
    views: count(itemprop('interactionCount')),
    author: known({
      ...byLead(leadOf(attr(profile, 'href'))),
      id: itemprop('channelId') ?? field('externalChannelId'),
      displayName: attr(one(document, `${AUTHOR}="name"]`), 'content') ?? undefined,
    }),
  };
}

/** The script with the player's data of this video. */
function player(id: string): string | undefined {
  const scripts = id ? all(document, 'script:not([src])') : [];
  return scripts
    .map((script) => `${property(Node, 'textContent', script)}`)
    .find((text) => text.includes(`"videoDetails":{"videoId":"${id}"`));
}
