// What the desk answers when it fails itself: a database out of reach, a full disk, or a fault of ours. Runs in node.
// The report names the kind of error and its code only: messages and details of a database quote values.
import type { Context } from 'hono';
import { problem } from './problem';

const DISK_FULL: readonly string[] = ['ENOSPC', 'EDQUOT', '53100'];
/** Connections that fail, a server that starts or stops, a lock not given in time: all pass. */
const PASSING = /^(?:ECONN|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|EPIPE|08|57P|53300|55P03|25P03|40)/u;
const RETRY_SECONDS = '5';

function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  // pg has no code for these: its pool gave up waiting, or the server hung up
  return /^(?:timeout exceeded|Connection terminated)/u.test(error.message) ? 'ETIMEDOUT' : '';
}

export function failure(error: Error, c: Context, report: (line: string) => void): Response {
  const code = codeOf(error);
  report(`${error.name} ${code}`.trim());
  const retry = { 'Retry-After': RETRY_SECONDS };
  if (DISK_FULL.includes(code)) {
    return problem(c, 507, 'disk_full', 'The desk’s disk is full. Nothing of this request was kept.', retry);
  }
  if (PASSING.test(code)) {
    return problem(c, 503, 'unavailable', 'The desk cannot reach its database now. Send it again.', retry);
  }
  return problem(c, 500, 'failed', 'The desk failed. Send it again; its log names the error.');
}
