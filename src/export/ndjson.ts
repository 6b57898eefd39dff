// flags.ndjson: one flag a line, exactly as recorded. Runs anywhere.
// The partner's record is built from named parts, never by taking parts away from the whole.
import type { Artefact } from '../flag/artefact';
import type { Flag } from '../flag/flag';
import { flaggedOf } from '../flag/flagged';
import type { PostDetails } from '../flag/post';
import { categoryOf } from '../flag/taxonomy';
import type { Profile } from './exporter';
import {
  type Exported,
  type ExportedArtefact,
  type ExportedText,
  placeOf,
  purposesConsidered,
} from './profile';

export function ndjsonLine(profile: Profile, exported: Exported): string {
  const record = profile === 'internal' ? internalRecord(exported) : partnerRecord(exported);
  return `${JSON.stringify(record)}\n`;
}

/** The flag as assembled. `captureSha256` is over the canonical JSON (RFC 8785) of `capture`. */
function internalRecord({ flag, evidence, captureSha256 }: Exported): object {
  return {
    schemaVersion: 1,
    profile: 'internal',
    flagId: flag.capture.id,
    state: flag.row.flagState,
    status: flag.row.status,
    captureSha256,
    capture: flag.capture,
    flagged: flaggedOf(flag.capture.post, flag.judgement),
    judgement: flag.judgement,
    artefacts: evidence.map(artefactRecord),
  };
}

function artefactRecord(exported: ExportedArtefact): object {
  if (exported.path !== undefined) return { ...exported.artefact, file: exported.path };
  return { ...exported.artefact, notExported: exported.left };
}

function partnerRecord(exported: Exported): object {
  const { flag, captureSha256 } = exported;
  const { capture } = flag;
  return {
    schemaVersion: 1,
    profile: 'partner',
    flagId: capture.id,
    seq: capture.seq,
    sessionId: capture.sessionId,
    state: flag.row.flagState,
    instrument: 'referral',
    flaggedAt: capture.flaggedAt,
    verified: capture.capture.verified,
    unit: { name: capture.collectedBy.unit, country: capture.collectedBy.country },
    captureSha256,
    platform: capture.platform,
    post: partnerPost(flag, exported.text),
    judgement: partnerJudgement(exported),
    screenshot: partnerFile(exported, 'screenshot_post'),
    wholePost: partnerFile(exported, 'screenshot_whole_post'),
    textFile: partnerFile(exported, 'text'),
  };
}

/** Subject, address and id as judged; `asRead` where the analyst's word is another than the page's. */
function partnerPost({ capture: { post }, judgement }: Flag, { text, left }: ExportedText): object {
  const { author, channel, quoted } = post;
  const { subject, url, urlSource, id } = flaggedOf(post, judgement);
  const changed = subject !== post.subject || url !== post.postUrl;
  const { subject: subjectRead, postUrl, postUrlSource, postId } = post;
  return {
    subject,
    postUrl: url,
    postUrlSource: urlSource,
    asRead: changed ? { subject: subjectRead, postUrl, postUrlSource, postId } : undefined,
    originalUrl: post.originalUrl,
    postId: id,
    author: author && personOf(author),
    channel: channel && { id: channel.id, name: channel.name, url: channel.url },
    postedAt: post.postedAt,
    postedAtSource: post.postedAtSource,
    edited: post.edited,
    text,
    textNotExported: left,
    textTruncated: post.textTruncated,
    language: post.language,
    languageSource: post.languageSource,
    hashtags: post.hashtags,
    quoted: quoted && {
      relation: quoted.relation,
      postUrl: quoted.postUrl,
      postId: quoted.postId,
      author: quoted.author && personOf(quoted.author),
      text: quoted.text,
    },
  };
}

function personOf(author: NonNullable<PostDetails['author']>): object {
  return {
    id: author.id,
    handle: author.handle,
    displayName: author.displayName,
    profileUrl: author.profileUrl,
  };
}

function partnerJudgement({ flag: { judgement } }: Exported): object | undefined {
  if (judgement === undefined) return undefined;
  const category = categoryOf(judgement.category);
  return {
    category: judgement.category,
    tcoGrounds: judgement.tcoGrounds,
    dsaCategory: category?.dsaCategory,
    dsaKeywords: category && [category.dsaKeyword],
    severity: judgement.severity,
    imminentThreat: judgement.imminentThreat,
    confidence: judgement.confidence,
    group: judgement.group,
    reason: judgement.reason,
    exclusionConsidered: {
      purposes: purposesConsidered(judgement),
      conclusion: judgement.exclusionConsidered.conclusion,
    },
  };
}

/** A file and when it was taken; not what it was made from. */
function partnerFile(exported: Exported, kind: Artefact['kind']): object {
  const found = placeOf(exported, kind);
  if (found.path === undefined) return { notExported: found.left };
  const artefact = exported.evidence.find(({ path }) => path === found.path)?.artefact;
  if (artefact?.status !== 'present') return { notExported: 'not_captured' };
  const { mediaType, sizeBytes, widthPx, heightPx, capturedAt } = artefact;
  return { file: found.path, sha256: found.sha256, mediaType, sizeBytes, widthPx, heightPx, capturedAt };
}
