// The columns of flags.csv. Runs anywhere. The header row is fixed: columns are added at the end, never renamed or moved.
// PARTNER lists all that a partner gets; what belongs to the analyst is in INTERNAL only.
import { flaggedOf } from '../flag/flagged';
import { categoryOf } from '../flag/taxonomy';
import { BOM, type Cell, csvRecord } from './csv';
import type { Profile } from './exporter';
import { type Exported, placeOf, purposesConsidered } from './profile';

type Column = readonly [name: string, value: (exported: Exported) => Cell];

const flagged = ({ flag }: Exported) => flaggedOf(flag.capture.post, flag.judgement);
const screenshot = (exported: Exported) => placeOf(exported, 'screenshot_post');
const viewport = (exported: Exported) => placeOf(exported, 'screenshot_viewport');
const wholePost = (exported: Exported) => placeOf(exported, 'screenshot_whole_post');

const PARTNER: readonly Column[] = [
  ['schema_version', () => 1],
  ['flag_id', ({ flag }) => flag.capture.id],
  ['seq', ({ flag }) => flag.capture.seq],
  ['session', ({ flag }) => flag.capture.sessionId],
  ['state', ({ flag }) => flag.row.flagState],
  ['flagged_at', ({ flag }) => flag.capture.flaggedAt],
  ['verified', ({ flag }) => flag.capture.capture.verified],
  ['platform', ({ flag }) => flag.capture.platform],
  // these four as judged: what is flagged, where it is, and its id
  ['subject', (exported) => flagged(exported).subject],
  ['post_url', (exported) => flagged(exported).url],
  ['post_url_source', (exported) => flagged(exported).urlSource],
  ['post_id', (exported) => flagged(exported).id],
  ['author_handle', ({ flag }) => flag.capture.post.author?.handle],
  ['author_name', ({ flag }) => flag.capture.post.author?.displayName],
  ['author_id', ({ flag }) => flag.capture.post.author?.id],
  ['author_url', ({ flag }) => flag.capture.post.author?.profileUrl],
  ['channel', ({ flag }) => flag.capture.post.channel?.name],
  ['channel_id', ({ flag }) => flag.capture.post.channel?.id],
  ['channel_url', ({ flag }) => flag.capture.post.channel?.url],
  ['posted_at', ({ flag }) => flag.capture.post.postedAt],
  ['posted_at_source', ({ flag }) => flag.capture.post.postedAtSource],
  ['text', ({ text }) => text.text],
  ['text_truncated', ({ flag }) => flag.capture.post.textTruncated],
  ['text_absent', ({ text }) => text.left],
  ['language', ({ flag }) => flag.capture.post.language],
  ['hashtags', ({ flag }) => flag.capture.post.hashtags],
  ['category', ({ flag }) => flag.judgement?.category],
  ['tco_grounds', ({ flag }) => flag.judgement?.tcoGrounds],
  ['dsa_category', ({ flag }) => categoryOf(flag.judgement?.category ?? '')?.dsaCategory],
  ['dsa_keywords', ({ flag }) => categoryOf(flag.judgement?.category ?? '')?.dsaKeyword],
  ['severity', ({ flag }) => flag.judgement?.severity],
  ['imminent', ({ flag }) => flag.judgement?.imminentThreat],
  ['confidence', ({ flag }) => flag.judgement?.confidence],
  ['group', ({ flag }) => flag.judgement?.group],
  ['reason', ({ flag }) => flag.judgement?.reason],
  ['exclusion', ({ flag }) => flag.judgement?.exclusionConsidered.conclusion],
  ['exclusion_considered', ({ flag }) => purposesConsidered(flag.judgement)],
  ['unit', ({ flag }) => flag.capture.collectedBy.unit],
  ['unit_country', ({ flag }) => flag.capture.collectedBy.country],
  ['screenshot_file', (exported) => screenshot(exported).path],
  ['screenshot_sha256', (exported) => screenshot(exported).sha256],
  ['screenshot_absent', (exported) => screenshot(exported).left],
  ['capture_sha256', ({ captureSha256 }) => captureSha256],
  ['original_url', ({ flag }) => flag.capture.post.originalUrl],
  ['subject_read', ({ flag }) => flag.capture.post.subject],
  ['post_url_read', ({ flag }) => flag.capture.post.postUrl],
  ['language_source', ({ flag }) => flag.capture.post.languageSource],
];

const INTERNAL: readonly Column[] = [
  ...PARTNER,
  ['status', ({ flag }) => flag.row.status],
  ['analyst', ({ flag }) => flag.capture.collectedBy.analystId],
  ['judged_by', ({ flag }) => flag.judgement?.by],
  ['judged_at', ({ flag }) => flag.judgement?.at],
  ['revision', ({ flag }) => flag.judgement?.revision],
  ['notes', ({ flag }) => flag.judgement?.notes],
  ['page_url', ({ flag }) => flag.capture.pageUrl],
  ['page_title', ({ flag }) => flag.capture.page?.title],
  ['flagged_at_local', ({ flag }) => flag.capture.flaggedAtLocal],
  ['time_zone', ({ flag }) => flag.capture.timeZone],
  ['problems', ({ flag }) => flag.capture.capture.problems],
  [
    'alterations',
    ({ flag }) => flag.capture.capture.alterations.map(({ kind, field }) => `${kind} ${field}`),
  ],
  ['viewport_file', (exported) => viewport(exported).path],
  ['viewport_sha256', (exported) => viewport(exported).sha256],
  ['viewport_absent', (exported) => viewport(exported).left],
];

/** Columns that came later, at the end of both. */
const LATER: readonly Column[] = [
  ['whole_post_file', (exported) => wholePost(exported).path],
  ['whole_post_sha256', (exported) => wholePost(exported).sha256],
  ['whole_post_absent', (exported) => wholePost(exported).left],
  ['text_file', (exported) => placeOf(exported, 'text').path],
];

const COLUMNS: Readonly<Record<Profile, readonly Column[]>> = {
  internal: [...INTERNAL, ...LATER],
  partner: [...PARTNER, ...LATER],
};

/** The mark and the header row. */
export function csvHeader(profile: Profile): string {
  return BOM + csvRecord(COLUMNS[profile].map(([name]) => name));
}

export function csvRow(profile: Profile, exported: Exported): string {
  return csvRecord(COLUMNS[profile].map(([, value]) => value(exported)));
}
