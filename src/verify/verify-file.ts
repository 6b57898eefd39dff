// Checks a ZIP file that somebody chose. Runs in the UI (tab); anything with a Blob can use it.
import type { Report } from './report';
import { blobBytes } from './source';
import { type VerifyOptions, verifyBundle } from './verify-bundle';
import { zipBundle } from './zip-bundle';

/** Throws FlagpostError bundle_unreadable; `what` says why. */
export async function verifyFile(file: Blob, options: VerifyOptions): Promise<Report> {
  return verifyBundle(await zipBundle(blobBytes(file)), options);
}
