// Whether a page of any host is of a blog on Blogger: its feeds lie on blogger.com, or it says so of itself. Runs in the page.
// Small: it is injected wherever the host is not listed.
import { meta } from '../head';
import { attr, one } from '../reading';

const FEEDS = 'link[rel~="service.post"][href*="blogger.com/feeds/"]';

export function isBlogger(): boolean {
  return meta('generator') === 'blogger' || one(document, FEEDS) !== null;
}

/** The number of the blog that the page is of. */
export function blogId(): string | undefined {
  return /\/feeds\/(\d{5,})\//.exec(attr(one(document, FEEDS), 'href') ?? '')?.[1];
}
