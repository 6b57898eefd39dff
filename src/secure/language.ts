// The language of a post that names none, told by trigrams. Runs in the worker, while the shot is under way.
// Says nothing where it cannot be sure: a short text, a near relative, an alphabet with letters that the language lacks.
// The build has the model evaluated at the first call: it must not hold up the worker's start at a gesture.
import { francAll } from 'franc-min';
import type { PostDetails } from '../flag/post';

/** Only these are ever named (ISO 639-3 of the model: BCP 47); the model's other languages are rivals that can silence. */
const NAMED: Readonly<Record<string, string>> = {
  arb: 'ar',
  azj: 'az',
  ben: 'bn',
  bul: 'bg',
  ckb: 'ku', // the model's Kurdish is in Latin letters
  cmn: 'zh',
  deu: 'de',
  ell: 'el',
  eng: 'en',
  fra: 'fr',
  heb: 'he',
  hin: 'hi',
  ita: 'it',
  jpn: 'ja',
  kaz: 'kk',
  kor: 'ko',
  nld: 'nl',
  pbu: 'ps',
  pes: 'fa',
  pol: 'pl',
  por: 'pt',
  rus: 'ru',
  spa: 'es',
  swe: 'sv',
  tur: 'tr',
  ukr: 'uk',
  urd: 'ur',
};

const ARABIC = 'ءآأؤإئابتثجحخدذرزسشصضطظعغفقكلمنهويىةٱ';
const PERSIAN = `${ARABIC}پچژکگیۀ`;
const RUSSIAN = 'абвгдежзийклмнопрстуфхцчшщъыьэюяё';

/** Letters of the languages that share a script; keyboards mix Arabic and Persian forms of a letter, so both count. */
const ALPHABETS: Readonly<Record<string, string>> = {
  arb: ARABIC,
  pes: PERSIAN,
  urd: `${PERSIAN}ٹڈڑںھہۂۃےۓ`,
  pbu: `${PERSIAN}ټځڅډړږښګڼېۍ`,
  rus: RUSSIAN,
  ukr: 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя',
  bul: 'абвгдежзийклмнопрстуфхцчшщъьюя',
  bel: 'абвгдеёжзійклмнопрстуўфхцчшыьэюя',
  srp: 'абвгдђежзијклљмнњопрстћуфхцчџш',
  bos: 'абвгдђежзијклљмнњопрстћуфхцчџш',
  kaz: `${RUSSIAN}әғқңөұүһі`,
  uzn: `${RUSSIAN}ўқғҳ`,
  azj: 'абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹш',
  koi: `${RUSSIAN}іӧ`,
};
const SHARED = { Arabic: /\p{Script=Arabic}/u, Cyrillic: /\p{Script=Cyrillic}/u } as const;

/** Hardly write a letter beyond a to z: no rivals for a text that is full of them. */
const PLAIN = 'eng ind zlm jav sun mad swh hau som nya zul run kin lin zyb hms hnj ilo ceb tgl'.split(' ');
const FULL = 0.04;

/** Shorter texts can be anything. */
const FEWEST_LETTERS = 20;
/** What the second best must stay below, the best being 1: a long text tells relatives apart by less. */
const RIVAL = 0.9;
const RIVAL_OF_LONG = 0.96;
const LONG = 120;
/** Both are Malay to BCP 47 (`id` is of the macrolanguage `ms`): where the model cannot part them, that is said. */
const MALAY = ['ind', 'zlm'];
const RIVAL_MALAY = 0.96;
const LONGEST = 1000;

/** BCP 47; undefined when it cannot be told. */
export function detectLanguage(text: string): string | undefined {
  const words = wordsOf(text);
  const letters = words.match(/\p{L}/gu) ?? [];
  if (letters.length < FEWEST_LETTERS) return undefined;
  const only = candidates(letters);
  if (only?.length === 0) return undefined;
  const found = francAll(words, only ? { only } : { ignore: isFull(letters) ? PLAIN : [] });
  const [code = ''] = found[0] ?? [];
  const malay = MALAY.includes(code);
  const rival = found.find(([other]) => other !== code && !(malay && MALAY.includes(other)));
  if (rival && rival[1] > (letters.length < LONG ? RIVAL : RIVAL_OF_LONG)) return undefined;
  if (malay) return code === 'ind' && (found[1]?.[1] ?? 0) <= RIVAL_MALAY ? 'id' : 'ms';
  // Japanese with little kana
  if (code === 'cmn' && /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(words)) return undefined;
  return NAMED[code];
}

function isFull(letters: readonly string[]): boolean {
  return letters.filter((letter) => letter > '\u007F').length >= FULL * letters.length;
}

/** Without addresses, names, hashtags, emoji, digits and marks: none of them is of a language. */
function wordsOf(text: string): string {
  return text
    .slice(0, LONGEST)
    .replace(/(?:https?:\/\/|www\.)\S+|\S+@\S+\.\S+|[\p{L}\d-]+\.[a-z]{2,}\/\S*/giu, ' ')
    .replace(/[@#＃]\S+/gu, ' ')
    .replace(/[^\p{L}\p{M}'’\u200C]+/gu, ' ')
    .trim();
}

/** Of languages that share a script, those whose alphabet has every letter of the text; undefined for other scripts. */
function candidates(letters: readonly string[]): string[] | undefined {
  const script = Object.values(SHARED).find(
    (one) => letters.filter((letter) => one.test(letter)).length * 2 > letters.length,
  );
  if (!script) return undefined;
  const used = new Set(letters.filter((letter) => script.test(letter)).map((letter) => letter.toLowerCase()));
  return Object.entries(ALPHABETS)
    .filter(([, alphabet]) => script.test(alphabet) && [...used].every((letter) => alphabet.includes(letter)))
    .map(([code]) => code);
}

/** As declared, when it is the name of a language; else as detected from the text, and marked so. */
export function withLanguage(post: PostDetails): PostDetails {
  const { language, languageSource: _undeclared, ...rest } = post;
  if (isLanguage(language)) return post;
  const detected = post.text === undefined ? undefined : detectLanguage(post.text);
  return detected === undefined ? rest : { ...rest, language: detected, languageSource: 'detected' };
}

/** Not "undetermined", "no linguistic content", or a platform's private code. */
function isLanguage(tag: string | undefined): boolean {
  return (
    tag !== undefined &&
    /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(tag) &&
    !/^(?:und|zxx|mul|mis|q[a-t][a-z])\b/i.test(tag)
  );
}
