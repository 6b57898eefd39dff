// What Flagpost stores, where, who gets it, and what a page can see. Must stay true. Pure.
import type { JSX } from 'preact';
import { t } from '../t';

const PARTS = ['what', 'where', 'who', 'page', 'erase', 'refer'] as const;

export function Privacy(): JSX.Element {
  return (
    <article class="sheet prose" data-testid="privacy">
      <h1>{t('privacy_title')}</h1>
      {PARTS.map((part) => (
        <section key={part}>
          <h2>{t(`privacy_${part}`)}</h2>
          <p>{t(`privacy_${part}_text`)}</p>
        </section>
      ))}
    </article>
  );
}
