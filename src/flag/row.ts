// The row of a flag in lists: a projection of at most 500 bytes, written in the same transaction as its source.
import type { Artefact } from './artefact';
import type { Capture } from './capture';
import { flaggedOf } from './flagged';
import type { JudgementFields } from './judgement';
import { type DeliveryState, type FlagState, type Status, statusOf } from './states';

export interface Row {
  readonly id: string;
  readonly sessionId: string;
  readonly seq: number;
  readonly flaggedAt: string;
  readonly platform: string;
  /** As judged, once it is. */
  readonly subject: string;
  readonly flagState: FlagState;
  readonly status: Status;
  /** Author handle or name, at most 60 characters. */
  readonly author: string;
  /** Start of the text (or of the title), at most 80 characters. */
  readonly snippet: string;
  readonly verified: boolean;
  readonly severity: number;
  /** sha256 of the thumbnail's bytes, once it has joined. */
  readonly thumbnail: string;
  /** Why the endpoint or the sync put it aside. */
  readonly problem: string;
}

const cut = (text: string, max: number): string =>
  Array.from(text.replace(/\s+/gu, ' ').trim()).slice(0, max).join('');

export function rowOf(capture: Capture): Row {
  const { post } = capture;
  return {
    id: capture.id,
    sessionId: capture.sessionId,
    seq: capture.seq,
    flaggedAt: capture.flaggedAt,
    platform: capture.platform,
    subject: post.subject,
    flagState: 'draft',
    status: 'draft',
    author: cut(post.author?.handle ?? post.author?.displayName ?? post.channel?.name ?? '', 40),
    snippet: cut(post.text ?? capture.page?.title ?? '', 60),
    verified: capture.capture.verified,
    severity: 0,
    thumbnail: '',
    problem: '',
  };
}

/** What the last judgement says; the subject is the reader's again where it corrects nothing. */
export function withJudgement(row: Row, { post }: Capture, judgement: JudgementFields): Row {
  const { subject } = flaggedOf(post, judgement);
  return { ...row, subject, severity: judgement.severity };
}

export function withStatus(row: Row, flagState: FlagState, delivery: DeliveryState | undefined): Row {
  return { ...row, flagState, status: statusOf(flagState, delivery) };
}

export function withThumbnail(row: Row, artefact: Artefact): Row {
  if (artefact.kind !== 'thumbnail' || artefact.status !== 'present') return row;
  return { ...row, thumbnail: artefact.sha256 };
}
