// The words of the interface, by key. A key that public/_locales/en/messages.json lacks fails the type check.
// Runs in the UI. Never given anything of a page: what a page said stands in elements of its own.
import browser from 'webextension-polyfill';
import type messages from '../../public/_locales/en/messages.json';

export type MessageKey = keyof typeof messages;

export function t(key: MessageKey, ...params: readonly (string | number)[]): string {
  return browser.i18n.getMessage(
    key,
    params.map((param) => (typeof param === 'number' ? formatNumber(param) : param)),
  );
}

export function language(): string {
  return browser.i18n.getUILanguage();
}

export function formatNumber(value: number): string {
  return value.toLocaleString(language());
}

/** "14:03" today, "19 Nov, 14:03" on other days. */
export function formatTime(time: string, now: number): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  const today = new Date(now).toDateString() === date.toDateString();
  const day: Intl.DateTimeFormatOptions = today ? {} : { day: 'numeric', month: 'short', ...year(date, now) };
  return date.toLocaleString(language(), { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

export function formatDay(time: string): string {
  return new Date(time).toLocaleDateString(language(), { dateStyle: 'medium' });
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function formatBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const format = { style: 'unit', unit: UNITS[power] ?? 'byte', maximumSignificantDigits: 3 } as const;
  return new Intl.NumberFormat(language(), format).format(bytes / 1000 ** power);
}

function year(date: Date, now: number): Intl.DateTimeFormatOptions {
  return date.getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' };
}
