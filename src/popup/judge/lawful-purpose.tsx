// The check of TCO Art. 1(3): which lawful purposes were considered, and the conclusion. Never prefilled. Pure.
import type { JSX } from 'preact';
import { EXCLUSION_CONCLUSIONS, LAWFUL_PURPOSES } from '../../flag/taxonomy';
import { Choice } from '../parts/choice';
import { Key } from '../parts/field';
import { t } from '../t';
import type { JudgeFormProps } from './judge-form';
import { CONCLUSION_KEYS } from './keys';
import { errorFor } from './missing';

export function LawfulPurpose({ draft, missing, onDraft }: JudgeFormProps): JSX.Element {
  const considered = draft.exclusionConsidered ?? {};
  const set = (change: typeof considered): void =>
    onDraft({ ...draft, exclusionConsidered: { ...considered, ...change } });
  return (
    <div class="lawful">
      <fieldset class="checks checks-inline">
        <legend>
          {t('judge_exclusion')} <Key>L</Key> <span class="label-hint">{t('judge_exclusion_hint')}</span>
        </legend>
        {LAWFUL_PURPOSES.map((purpose) => (
          <label class="check-line" key={purpose}>
            <input
              type="checkbox"
              name="purpose"
              value={purpose}
              checked={considered[purpose] === true}
              onChange={(event) => set({ [purpose]: event.currentTarget.checked })}
            />
            <span>{t(`purpose_${purpose}`)}</span>
          </label>
        ))}
      </fieldset>
      <Choice
        name="conclusion"
        class="choice-conclusion"
        legend={t('judge_conclusion')}
        options={EXCLUSION_CONCLUSIONS.map((value) => ({
          value,
          label: t(`conclusion_${value}`),
          key: CONCLUSION_KEYS[value].toUpperCase(),
        }))}
        value={considered.conclusion}
        error={errorFor('exclusionConsidered', missing)}
        onChoice={(conclusion) => set({ conclusion })}
      />
      {considered.conclusion !== undefined && (
        <p class="hint">{t(`conclusion_${considered.conclusion}_hint`)}</p>
      )}
    </div>
  );
}
