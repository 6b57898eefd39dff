// The name of an export: lower-case ASCII, safe on every system. Runs anywhere.
import type { Session } from '../flag/session';
import type { Profile } from './exporter';

const SLUG_MAX = 40;

/** Without extension; also the name of the folder in the archive. `date` is YYYY-MM-DD. */
export function exportName(session: Session, profile: Profile, date: string): string {
  // a partner is not shown the analyst's own words for the session
  const label = profile === 'internal' ? slug(session.name) : slug(session.id.slice(-8));
  return `flagpost-${label}-${date}-${profile}`;
}

function slug(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.replace(/[^a-z0-9]+/gu, '-').slice(0, SLUG_MAX);
  return words.replace(/^-+|-+$/gu, '') || 'session';
}
