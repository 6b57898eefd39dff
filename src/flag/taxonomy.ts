// What a post can be flagged as. Keys are stored and sent; their words are in public/_locales.
// Sources: Regulation (EU) 2021/784 (TCO) Art. 2(7) for the grounds; DSA transparency database categories.

/** TCO Art. 2(7): incitement, soliciting to commit, soliciting to join, instruction, threat. */
export const TCO_GROUNDS = ['a', 'b', 'c', 'd', 'e'] as const;
export type TcoGround = (typeof TCO_GROUNDS)[number];

interface Category {
  readonly key: string;
  /** Grounds of TCO Art. 2(7) must be named. */
  readonly terrorist: boolean;
  readonly dsaCategory: string;
  readonly dsaKeyword: string;
}

export const CATEGORIES = [
  {
    key: 'terrorist_content',
    terrorist: true,
    dsaCategory: 'STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY',
    dsaKeyword: 'KEYWORD_TERRORIST_CONTENT',
  },
  {
    key: 'violent_extremism',
    terrorist: false,
    dsaCategory: 'STATEMENT_CATEGORY_VIOLENCE',
    dsaKeyword: 'KEYWORD_INCITEMENT_VIOLENCE_HATRED',
  },
  {
    key: 'hate_speech',
    terrorist: false,
    dsaCategory: 'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH',
    dsaKeyword: 'KEYWORD_HATE_SPEECH',
  },
  {
    key: 'migrant_smuggling',
    terrorist: false,
    dsaCategory: 'STATEMENT_CATEGORY_VIOLENCE',
    dsaKeyword: 'KEYWORD_HUMAN_TRAFFICKING',
  },
  {
    key: 'illegal_organisation',
    terrorist: false,
    dsaCategory: 'STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY',
    dsaKeyword: 'KEYWORD_ILLEGAL_ORGANIZATIONS',
  },
  {
    key: 'other_illegal',
    terrorist: false,
    dsaCategory: 'STATEMENT_CATEGORY_OTHER_VIOLATION_TC',
    dsaKeyword: 'KEYWORD_OTHER',
  },
] as const satisfies readonly Category[];

export type CategoryKey = (typeof CATEGORIES)[number]['key'];
export const CATEGORY_KEYS = CATEGORIES.map((category) => category.key) as [CategoryKey, ...CategoryKey[]];

export function categoryOf(key: string): Category | undefined {
  return CATEGORIES.find((category) => category.key === key);
}

/** TCO Art. 1(3): purposes that take material out of the definition. */
export const LAWFUL_PURPOSES = [
  'educational',
  'journalistic',
  'artistic',
  'research',
  'counter_terrorism',
] as const;
export type LawfulPurpose = (typeof LAWFUL_PURPOSES)[number];
export const EXCLUSION_CONCLUSIONS = ['not_excluded', 'excluded', 'unsure'] as const;
