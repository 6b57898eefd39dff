// Words for what records hold: platforms, problems, countries. Runs in the UI.
import { ERROR_CODES, type ErrorCode, type Problem } from '../errors';
import { SUBJECTS } from '../flag/post';
import { PLATFORMS } from '../platforms/hosts';
import { formatNumber, language, t } from './t';

/** As people call it; what has no such name is shown by its key. */
export function platformName(platform: string): string {
  if (platform === 'other') return t('platform_other');
  return PLATFORMS.find((facts) => facts.platform === platform)?.name ?? platform;
}

export function subjectName(subject: string): string {
  const known = SUBJECTS.find((one) => one === subject);
  return known === undefined ? subject : t(`subject_${known}`);
}

/** In the analyst's language; a page may declare anything, so a tag that names none stays as it is. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(language(), { type: 'language' }).of(tag) ?? tag;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return tag;
  }
}

export function evidenceNumber(seq: number): string {
  return t('capture_number', formatNumber(seq));
}

export function sentenceOf(problem: Problem): string {
  // a code of ours, such as the name of a check, and never a word of another
  return t(`error_${problem.code}`, String(problem.params?.what ?? ''));
}

const READER_NOTES = [
  'generic_reader',
  'not_read',
  'address_from_other_link',
  'address_from_bar',
  'address_from_id',
  'author_from_address',
  'address_elsewhere',
  'address_not_on_page',
  'quote_address_not_on_page',
  'message_in_frame',
  'media_only_in_app',
  'service_message',
  'link_not_read',
  'archived_copy',
  'remote_copy',
  'not_by_address',
] as const;

/** What the reader could not find, or which fallback served: its codes are separated by spaces. */
export function readerNotes(note: string | undefined): string[] {
  const said = note?.split(' ') ?? [];
  return READER_NOTES.filter((code) => said.includes(code)).map((code) => t(`reader_${code}`));
}

/** A row carries its problem as a code, or in the endpoint's own words. */
export function errorCodeOf(text: string): ErrorCode | undefined {
  return ERROR_CODES.find((code) => code === text);
}

export function sortedCountries(codes: readonly string[]): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(language(), { type: 'region' });
  return codes
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((one, other) => one.name.localeCompare(other.name, language()));
}
