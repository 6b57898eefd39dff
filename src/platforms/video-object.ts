// What a page states of its video in JSON-LD. Runs in the page. Only of the video whose addresses `fits` takes,
// and only on a page as it was loaded.
import { asLoaded, within } from './head';
import { all, count, httpUrl, property, utc } from './reading';

const LONGEST = 200_000;

export interface VideoObject {
  /** Its page, its player, its file: any address that it states. */
  readonly addresses: readonly string[];
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly postedAt: string | undefined;
  readonly picture: string | undefined;
  readonly views: number | undefined;
  readonly author: { readonly name: string | undefined; readonly url: string | undefined };
}

export function videoObject(fits: (address: string) => boolean): VideoObject | undefined {
  if (!asLoaded()) return undefined;
  const stated = all(document, 'script[type="application/ld+json"]').slice(0, 20).flatMap(parsed);
  const videos = stated.filter((each) => text(within(each, '@type'))?.endsWith('VideoObject')).map(read);
  return videos.find(({ addresses }) => addresses.some(fits));
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

function read(video: unknown): VideoObject {
  const at = (...path: (string | number)[]): string | undefined => text(within(video, ...path));
  const addresses = ['url', '@id', 'mainEntityOfPage', 'embedUrl', 'contentUrl'].map((name) =>
    httpUrl(at(name)),
  );
  const views =
    within(video, 'interactionStatistic', 'userInteractionCount') ??
    within(video, 'interactionStatistic', 0, 'userInteractionCount');
  return {
    addresses: addresses.filter((url) => url !== undefined),
    name: at('name'),
    description: at('description'),
    postedAt: utc(at('uploadDate')) ?? utc(at('datePublished')),
    picture: at('thumbnailUrl') ?? at('thumbnailUrl', 0) ?? at('thumbnail', 'url'),
    views: typeof views === 'number' ? views : count(text(views)),
    author: {
      name: at('author', 'name') ?? at('author', 0, 'name'),
      url: at('author', 'url') ?? at('author', 0, 'url'),
    },
  };
}

function parsed(script: Element): unknown[] {
  const json = `${property(Node, 'textContent', script)}`;
  if (json.length > LONGEST) return [];
  try {
    const data: unknown = JSON.parse(json);
    const graph = within(data, '@graph');
    return [graph ?? data].flat();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return []; // a page may put anything there
  }
}
