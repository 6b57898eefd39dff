// What is read from a page about one post, and about the page itself. Runs anywhere.
// A missing part stays missing: readers leave out what the page does not say.
import * as z from 'zod/mini';

export const SUBJECTS = ['post', 'account', 'channel', 'file', 'website', 'media'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** Where the permalink came from. `address_bar` is only a permalink when the address is the post's own. */
export const URL_SOURCES = [
  'permalink_dom',
  'link_canonical',
  'og_url',
  'context_link',
  'address_bar',
  'analyst',
] as const;

export const TIME_SOURCES = ['element', 'inline_data', 'id_derived', 'unknown'] as const;

const Author = z.object({
  id: z.optional(z.string()),
  handle: z.optional(z.string()),
  displayName: z.optional(z.string()),
  profileUrl: z.optional(z.string()),
  verified: z.optional(z.enum(['yes', 'no', 'unknown'])),
});

const Channel = z.object({
  id: z.optional(z.string()),
  name: z.optional(z.string()),
  url: z.optional(z.string()),
});

/** One picture, video or sound of the post, in the largest form the page names. */
export const MediaLink = z.object({
  url: z.string(),
  kind: z.enum(['image', 'video', 'audio', 'file']),
});

/** Counts as shown; rounded ones ("11.4M") are the rounded number. */
const Engagement = z.object({
  views: z.optional(z.number()),
  likes: z.optional(z.number()),
  shares: z.optional(z.number()),
  replies: z.optional(z.number()),
});

/** A post inside the post: quoted, reposted, replied to or forwarded. Kept apart from the clicked one. */
const QuotedPost = z.object({
  relation: z.enum(['quote', 'repost', 'reply_to', 'forward']),
  postUrl: z.optional(z.string()),
  postId: z.optional(z.string()),
  author: z.optional(Author),
  text: z.optional(z.string()),
});

/** The post that was meant, as its reader found it. Times are UTC (see flag/time.ts). */
export const PostDetails = z.object({
  subject: z.enum(SUBJECTS),
  /** Canonical permalink of this very post; absent when the page does not give it. Never a feed's address. */
  postUrl: z.optional(z.string()),
  postUrlSource: z.optional(z.enum(URL_SOURCES)),
  /** Of an archived copy: the address of the post that was kept. The copy's own address is postUrl. */
  originalUrl: z.optional(z.string()),
  /** The platform's own id. */
  postId: z.optional(z.string()),
  /** Further native ids of the same post (numeric and pfbid, name and -100 id). */
  otherIds: z.optional(z.array(z.string())),
  parentPostId: z.optional(z.string()),
  threadId: z.optional(z.string()),
  author: z.optional(Author),
  channel: z.optional(Channel),
  postedAt: z.optional(z.string()),
  postedAtSource: z.optional(z.enum(TIME_SOURCES)),
  /** The time as the page shows it, when it is not machine-readable ("5h"). */
  postedAtText: z.optional(z.string()),
  edited: z.optional(z.boolean()),
  /** As displayed, emoji from their alt text. */
  text: z.optional(z.string()),
  textTruncated: z.optional(z.boolean()),
  /** BCP 47. `detected` is a guess from the text and is never shown without saying so. */
  language: z.optional(z.string()),
  languageSource: z.optional(z.enum(['page', 'detected', 'analyst'])),
  media: z.optional(z.array(MediaLink)),
  /** Where they lead, out of the redirectors that carry their target. */
  links: z.optional(z.array(z.string())),
  /** As on the page, those that were unwrapped (the permalink too, when it came from a link). May name the reader. */
  rawLinks: z.optional(z.array(z.string())),
  hashtags: z.optional(z.array(z.string())),
  engagement: z.optional(Engagement),
  quoted: z.optional(QuotedPost),
  sponsored: z.optional(z.enum(['yes', 'no', 'unknown'])),
  /** "Pinned", "X reposted": the words above the post, localised, as shown. */
  contextNote: z.optional(z.string()),
  /** Shown in the queue: what the reader could not find, or which fallback served. */
  adapterNote: z.optional(z.string()),
});
export type PostDetails = z.infer<typeof PostDetails>;
export type Quoted = z.infer<typeof QuotedPost>;

/** What the page says of itself. In single-page apps it may be stale: the post's own root wins. */
export const PageMetadata = z.object({
  title: z.optional(z.string()),
  lang: z.optional(z.string()),
  canonical: z.optional(z.string()),
  /** meta[property^="og:"], key without prefix. */
  openGraph: z.record(z.string(), z.string()),
  /** meta[name^="twitter:"], key without prefix. */
  twitterCard: z.record(z.string(), z.string()),
  /** Text of each script[type="application/ld+json"], unparsed. */
  jsonLd: z.array(z.string()),
  description: z.optional(z.string()),
});
export type PageMetadata = z.infer<typeof PageMetadata>;
