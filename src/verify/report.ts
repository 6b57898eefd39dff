// What checking a bundle found, as data: no sentences. Runs anywhere. The words of each code are in public/_locales.
import type { Profile } from './profile';

export const CHECKS = ['files', 'records', 'log', 'seals', 'signer', 'time', 'receipts'] as const;
export type Check = (typeof CHECKS)[number];

/** `warning`: nothing is wrong that can be shown, but somebody should look. */
export type Outcome = 'passed' | 'failed' | 'not_checkable' | 'warning';

/** Code of a finding -> what it is a finding of. Its sentence is verify_<code>. */
export const FINDINGS = {
  // every file against the lists
  files_match: ['files', 'passed'],
  file_changed: ['files', 'failed'],
  file_missing: ['files', 'failed'],
  file_extra: ['files', 'failed'],
  file_unknown: ['files', 'failed'],
  file_cut: ['files', 'failed'],
  list_malformed: ['files', 'failed'],
  list_twice: ['files', 'failed'],
  tag_missing: ['files', 'failed'],
  tag_malformed: ['files', 'failed'],
  count_differs: ['files', 'failed'],
  outside_bag: ['files', 'failed'],
  // records among each other and against the log
  records_match: ['records', 'passed'],
  record_file_missing: ['records', 'failed'],
  line_malformed: ['records', 'failed'],
  lines_unread: ['records', 'failed'],
  line_altered: ['records', 'failed'],
  flag_order: ['records', 'failed'],
  flag_twice: ['records', 'failed'],
  named_missing: ['records', 'failed'],
  file_misnamed: ['records', 'failed'],
  capture_hash: ['records', 'failed'],
  capture_not_logged: ['records', 'failed'],
  artefact_changed: ['records', 'failed'],
  artefact_not_logged: ['records', 'failed'],
  artefact_dropped: ['records', 'failed'],
  bytes_lost: ['records', 'failed'],
  bytes_purged: ['records', 'warning'],
  purge_not_sealed: ['records', 'warning'],
  purge_not_logged: ['records', 'failed'],
  judgement_order: ['records', 'failed'],
  judgement_differs: ['records', 'failed'],
  judgement_not_logged: ['records', 'failed'],
  judgement_dropped: ['records', 'failed'],
  derived_differs: ['records', 'failed'],
  flag_dropped: ['records', 'failed'],
  flag_later: ['records', 'warning'],
  no_history: ['records', 'not_checkable'],
  partner_copy: ['records', 'not_checkable'],
  // the chain
  log_intact: ['log', 'passed'],
  log_links: ['log', 'not_checkable'],
  log_absent: ['log', 'not_checkable'],
  log_malformed: ['log', 'failed'],
  log_hash: ['log', 'failed'],
  log_gap: ['log', 'failed'],
  log_link: ['log', 'failed'],
  log_start: ['log', 'failed'],
  key_not_logged: ['log', 'failed'],
  // seals
  seal_intact: ['seals', 'passed'],
  seal_proven: ['seals', 'passed'],
  not_sealed: ['seals', 'not_checkable'],
  seal_gap: ['seals', 'failed'],
  seal_part_missing: ['seals', 'failed'],
  statement_malformed: ['seals', 'failed'],
  statement_misplaced: ['seals', 'failed'],
  previous_differs: ['seals', 'failed'],
  signature_wrong: ['seals', 'failed'],
  signer_differs: ['seals', 'failed'],
  leaf_malformed: ['seals', 'failed'],
  leaf_count: ['seals', 'failed'],
  root_differs: ['seals', 'failed'],
  proof_wrong: ['seals', 'failed'],
  proof_missing: ['seals', 'failed'],
  head_differs: ['seals', 'failed'],
  seal_shrank: ['seals', 'failed'],
  seals_dropped: ['seals', 'failed'],
  seal_not_logged: ['seals', 'failed'],
  sealed_changed: ['seals', 'failed'],
  sealed_missing: ['seals', 'failed'],
  added_later: ['seals', 'warning'],
  // who sealed
  signer_pinned: ['signer', 'passed'],
  signer_countersigned: ['signer', 'passed'],
  signer_unknown: ['signer', 'warning'],
  signer_not_pinned: ['signer', 'failed'],
  seal_wanted: ['signer', 'failed'],
  // when
  stamp_valid: ['time', 'passed'],
  stamp_unrooted: ['time', 'warning'],
  stamp_wrong: ['time', 'failed'],
  stamp_absent: ['time', 'not_checkable'],
  stamp_dropped: ['time', 'failed'],
  stamp_swapped: ['time', 'failed'],
  stamp_not_logged: ['time', 'failed'],
  stamp_before_seal: ['time', 'failed'],
  stamp_late: ['time', 'warning'],
  clock_jumped: ['time', 'warning'],
  // what a desk saw
  countersignature_valid: ['receipts', 'passed'],
  receipts_absent: ['receipts', 'not_checkable'],
  receipt_changed: ['receipts', 'failed'],
  countersignature_wrong: ['receipts', 'failed'],
  countersignature_own: ['receipts', 'failed'],
  desk_unknown: ['receipts', 'warning'],
  desk_before_event: ['receipts', 'warning'],
  desk_saw_other_log: ['receipts', 'failed'],
  desk_saw_longer_log: ['receipts', 'failed'],
  desk_saw_other_signer: ['receipts', 'failed'],
  // of any check: more of the same than are listed
  more_of_same: ['files', 'failed'],
} as const satisfies Readonly<Record<string, readonly [Check, Outcome]>>;
export type FindingCode = keyof typeof FINDINGS;

/** Where in the bundle. `line` from 1; `flag` is the evidence number. */
export interface Where {
  readonly path?: string | undefined;
  readonly line?: number | undefined;
  readonly flag?: number | undefined;
  readonly flagId?: string | undefined;
  readonly artefact?: string | undefined;
  readonly event?: number | undefined;
  readonly seal?: number | undefined;
}

export interface Finding {
  readonly check: Check;
  readonly outcome: Outcome;
  readonly code: FindingCode;
  readonly where: Where;
  /** Fill $1, $2 ... of the sentence. */
  readonly params: readonly (string | number)[];
}

/** What a bundle cannot show, even when all of it checks. Its sentence is verify_limit_<code>. */
export const LIMITS = [
  'page',
  'clock',
  'anchor',
  'signer',
  'rebuild',
  'outside',
  'partner',
  'judgement',
] as const;
export interface Limit {
  readonly code: (typeof LIMITS)[number];
  readonly params: readonly (string | number)[];
}

export interface Signer {
  /** SHA-256 of its public key. */
  readonly fingerprint: string;
  readonly known: 'pinned' | 'countersigned' | 'unknown';
}

/** Somebody else's word that something was there at a time. */
export interface Anchor {
  readonly kind: 'time_stamp' | 'receipt';
  readonly at: string;
  /** The log up to this event is older. */
  readonly event: number;
}

export interface Report {
  readonly verdict: 'passed' | 'failed';
  readonly findings: readonly Finding[];
  readonly limits: readonly Limit[];
  readonly bundle: {
    readonly sessionId: string;
    readonly profile: Profile;
    readonly files: number;
    readonly bytes: number;
    readonly flags: number;
    readonly seals: number;
    readonly events: number;
  };
  readonly signers: readonly Signer[];
  /** The earliest first. */
  readonly anchors: readonly Anchor[];
}
