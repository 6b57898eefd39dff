// The icons: drawn here, 16 by 16, in the colour of the text beside them. Decoration only: words say the same.
import type { JSX } from 'preact';

const PATHS = {
  queue: 'M2.5 4h11M2.5 8h11M2.5 12h7',
  bulk: 'M5.5 2.5h8v8M2.5 5.5h8v8h-8zM4.75 9.5l1.5 1.5 2.5-3',
  session: 'M2.5 4.5h11v9h-11zM2.5 7.5h11M5.5 2.5v3M10.5 2.5v3',
  export: 'M8 2.5v7.5M4.75 7 8 10.25 11.25 7M2.5 13.5h11',
  settings: 'M2.5 4.5h5M11.5 4.5h2M2.5 11.5h2M8.5 11.5h5M9.5 2.75v3.5M6.5 9.75v3.5',
  tab: 'M6.5 3.5h-3v9h9v-3M9 2.5h4.5V7M13.5 2.5 7.5 8.5',
  flag: 'M4 14V2.5M4 3h9l-2.25 3L13 9H4',
  sync: 'M13 6.5A5.25 5.25 0 0 0 3.4 5M3 9.5A5.25 5.25 0 0 0 12.6 11M3 2.5V5h2.5M13 13.5V11h-2.5',
  show: 'M1.5 8S4 3.75 8 3.75 14.5 8 14.5 8 12 12.25 8 12.25 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  hide: 'M1.5 8S4 3.75 8 3.75 14.5 8 14.5 8 12 12.25 8 12.25 1.5 8 1.5 8zM3 13 13 3',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  discard: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.5 9h6l.5-9M6.75 7v4M9.25 7v4',
  undo: 'M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M3 6.5l3-3M3 6.5l3 3',
  check: 'M3 8.5 6.5 12 13 4.5',
  alert: 'M8 2.25 14.5 13.5h-13zM8 6.5v3.25M8 11.4v.35',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  back: 'M9.5 3 4.5 8l5 5',
  edit: 'M3 13l.5-3L10.75 2.75l2.5 2.5L6 12.5z',
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2',
  text: 'M3.5 2.5h6l3 3v8h-9zM6 7.5h4M6 10.5h4',
  page: 'M2.5 3h11v10h-11zM2.5 6h11M4.5 4.5h.01',
  media: 'M2.5 3.5h11v9h-11zM6.5 6v4L10 8z',
  seal: 'M8 9.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5.75 9 4.5 13.5 8 12l3.5 1.5L10.25 9',
  chevron: 'M6 3.5 10.5 8 6 12.5',
  alike: 'M2.5 4.5h7v7h-7zM6.5 4.5v-2h7v7h-4',
  picture: 'M2.5 3h11v10h-11zM2.5 11l3.25-3.5L9 11l1.75-1.75L13.5 12M10.5 6.25v.01',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg
      class={`icon icon-${name}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The flag on its post, in Flagpost's own colours. */
export function Mark(): JSX.Element {
  return (
    <svg class="mark" viewBox="0 0 128 128" width="24" height="24" aria-hidden="true" focusable="false">
      <rect width="128" height="128" rx="24" fill="#17324d" />
      <path d="M48 24h64l-16 24 16 24H48z" fill="#ffb224" />
      <path d="M32 16h16v96H32z" fill="#fff" />
    </svg>
  );
}
