// Sentences to begin a reason with, made of what is already chosen in the form. The analyst edits them. Runs in the UI.
import type { Draft } from '../../flag/judgement';
import { t } from '../t';
import { isTerrorist } from './draft';

/** At most three, in the order of their keys; none before a category is chosen. */
export function phrasesFor({ category, tcoGrounds, group }: Draft): string[] {
  if (category === undefined) return [];
  const grounds = isTerrorist(category) ? (tcoGrounds ?? []) : [];
  const first =
    grounds.length > 0
      ? grounds.map((ground) => t(`phrase_ground_${ground}`)).join(' ')
      : t(`phrase_${category}`);
  const byGroup = group?.trim() ? [t('phrase_group', group.trim())] : [];
  return [first, ...byGroup, t('phrase_spread')];
}
