// Every way Flagpost can fail that an analyst hears of: a code and its parameters, never a sentence.
// The sentences (what happened, what is safe, what to do) are in public/_locales, one per code: error_<code>.

export const ERROR_CODES = [
  // capture
  'page_not_capturable', // browser pages, the store, PDF viewer: nothing can be read or shot
  'window_closed', // the tab or window went away before anything was stored
  'tab_changed', // the shot shows another state than the click: stored, marked unverified
  'shot_failed', // the browser refused the picture: stored without it
  'read_failed', // the page did not answer: stored without post details
  'gesture_cut', // an intent without a flag: the browser or worker died in between
  'flag_failed', // something unforeseen: nothing was stored
  'nothing_found', // no post, link, media or selection where the gesture was
  // store
  'disk_full',
  'store_unavailable', // IndexedDB cannot be opened (private window, damaged profile)
  'not_found',
  'illegal_state', // the move is not in the table of states
  'already_sent', // discarding or changing something an endpoint holds
  'no_answer', // the worker did not answer the UI's command
  // send
  'endpoint_missing',
  'endpoint_url_invalid',
  'endpoint_insecure', // http to a host that is not loopback
  'endpoint_unreachable',
  'endpoint_not_a_desk', // it answered, but not with what was agreed
  'endpoint_error', // 5xx: it is in trouble, we retry
  'endpoint_busy', // 429, 503 with Retry-After
  'token_missing',
  'token_refused',
  'flag_refused', // the endpoint gave a reason for one flag
  'flag_unsendable', // the stored record cannot be put on the wire
  'artefact_refused',
  'artefact_lost', // the stored bytes are gone or no longer match their digest
  // export
  'export_failed',
  'export_cancelled',
  'session_empty',
  // seal and time-stamp
  'key_unavailable', // the browser cannot make or use the signing key
  'timestamp_unreachable',
  'timestamp_refused', // the authority said no
  'timestamp_wrong', // its answer is not for this seal, or not by whom it should be: `what` names the check
  'timestamp_url_invalid',
  // verify
  'bundle_unreadable', // no ZIP or folder of an export
  // further evidence and bulk
  'page_gone', // the tab shows another page by now
  'grant_missing', // the full-capture permission was not given
  'bulk_url_invalid',
  'bulk_no_page', // a download, or no answer with a page in it
  'bulk_unreachable', // the browser shows its own error page
  'bulk_locked', // a page of the browser's own: an error in Firefox, a file viewer
  'bulk_http_error', // the server says that it does not have the page, or will not give it
  'bulk_timeout',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Values that fill the sentence of the code. Never a post's text or address, a token or a key. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/** An error as a record: what is stored, sent between contexts and shown. */
export interface Problem {
  readonly code: ErrorCode;
  readonly params?: ErrorParams | undefined;
}

/** The one error class: a failure with a code. `cause` keeps the browser's own error for the developer. */
export class FlagpostError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams = {}, cause?: unknown) {
    super(code, { cause });
    this.name = 'FlagpostError';
    this.code = code;
    this.params = params;
  }
}

/** Turns anything thrown into a Problem; what has no code of ours gets `fallback`. */
export function problemOf(error: unknown, fallback: ErrorCode): Problem {
  if (error instanceof FlagpostError) return { code: error.code, params: error.params };
  return { code: fallback, params: {} };
}
