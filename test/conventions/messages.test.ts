// The words of the interface: every key used exists, every key that exists is used, in every language.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { ERROR_CODES } from '../../src/errors';
import { ROOT, sourcesIn, withoutComments } from './sources';

const Messages = z.record(
  z.string().check(z.regex(/^\w+$/u)),
  z.object({ message: z.string().check(z.minLength(1)) }),
);

const LOCALES = join(ROOT, 'public/_locales');
const languages = readdirSync(LOCALES).map((language) => {
  const text = readFileSync(join(LOCALES, language, 'messages.json'), 'utf8');
  return { language, messages: z.parse(Messages, JSON.parse(text)) };
});
const english = languages.find(({ language }) => language === 'en')!.messages;
const code = sourcesIn('src')
  .filter(({ path }) => !/^(?:desk|demo)\//u.test(path))
  .map(({ text }) => withoutComments(text))
  .join('\n');
const manifest = readFileSync(join(ROOT, 'manifest.json'), 'utf8');

/** Keys that are named in full. */
function namedKeys(text: string): string[] {
  return [...text.matchAll(/(?:\bt\(\s*|getMessage\(\s*)'(\w+)'|__MSG_(\w+)__/gu)].map(
    ([, a, b]) => a ?? b ?? '',
  );
}

/** Keys that no string, template or manifest entry can stand for. */
function unusedKeys(keys: readonly string[], text: string): string[] {
  const literals = [...text.matchAll(/['"](\w+)['"]/gu)].map(([, key]) => key);
  const whole = new Set([...literals, ...namedKeys(text)]);
  const templates = [...text.matchAll(/`(\w*\$\{[^`]*)`/gu)].map(
    ([, template = '']) =>
      new RegExp(`^${template.replace(/\$\{[^}]*\}/gu, '\\w+').replace(/[^\w\\+]/gu, '.')}$`, 'u'),
  );
  const fitting = templates.filter(({ source }) =>
    /[A-Za-z0-9]_|_[A-Za-z0-9]/u.test(source.replace('\\w+', '')),
  );
  return keys.filter((key) => !whole.has(key) && !fitting.some((template) => template.test(key)));
}

test('every way to fail has its sentence', () => {
  const codes = Object.keys(english).filter((key) => key.startsWith('error_'));
  for (const error of ERROR_CODES) expect(codes).toContain(`error_${error}`);
});

test('every key that is used exists', () => {
  const named = [...namedKeys(code), ...namedKeys(manifest)];
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((key) => !(key in english))).toEqual([]);
});

test('every key that exists is used', () => {
  expect(unusedKeys(Object.keys(english), `${code}\n${manifest}`)).toEqual([]);
});

test('a key that nobody uses, and a use of no key, are caught', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a program
  const text = "t('part_save'); t(`error_${code}`); label('nav_back'); `${a}`";
  expect(unusedKeys(['part_save', 'error_disk_full', 'nav_back', 'part_gone', 'ground_x'], text)).toEqual([
    'part_gone',
    'ground_x',
  ]);
  expect(namedKeys("t('part_save') browser.i18n.getMessage('menu_flag') __MSG_appName__")).toHaveLength(3);
});

test('every language says the same things, with the same values in them', () => {
  const values = (message: string): string[] => [...new Set(message.match(/\$\d/gu) ?? [])].sort();
  for (const { messages } of languages) {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort());
    for (const [key, { message }] of Object.entries(messages))
      expect([key, ...values(message)]).toEqual([key, ...values(english[key]!.message)]);
  }
});
