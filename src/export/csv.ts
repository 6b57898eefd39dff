// CSV that a spreadsheet opens without running anything: RFC 4180, UTF-8 with a mark, guarded cells. Runs anywhere.
// The guard and the cuts alter what people wrote, so the exact text is always in the NDJSON beside it.

export const BOM = '\uFEFF';

/** Spreadsheets hold 32,767 UTF-16 units in a cell; what is longer breaks the row. */
const CELL_MAX = 32_000;
const CUT = ' [cut, whole in flags.ndjson]';

/** A formula in any spreadsheet's eyes, also behind blanks and marks that cannot be seen. Full-width forms count. */
const FORMULA = /^[\s\p{C}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;
const LEADING_CONTROL = /^[\t\r\n\0]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being replaced
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/gu;

export type Cell = string | number | boolean | readonly string[] | undefined;

/** One record with its CRLF. Text is always quoted; numbers are not; nothing is an empty cell. */
export function csvRecord(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  if (typeof cell === 'boolean') return cell ? '"yes"' : '"no"';
  const text = typeof cell === 'string' ? cell : cell.map((value) => value.replaceAll(';', ',')).join(';');
  return `"${guard(cut(text)).replaceAll('"', '""')}"`;
}

function guard(text: string): string {
  const dangerous = FORMULA.test(text) || LEADING_CONTROL.test(text);
  const printable = text.toWellFormed().replace(UNPRINTABLE, '\uFFFD');
  return dangerous ? `'${printable}` : printable;
}

function cut(text: string): string {
  if (text.length <= CELL_MAX) return text;
  return `${text.slice(0, CELL_MAX).toWellFormed()}${CUT}`;
}
