// The judgement's fields. Pure: shows a draft, reports each change; decides and stores nothing.
import type { JSX } from 'preact';
import type { Draft, DraftField } from '../../flag/judgement';
import type { PostDetails } from '../../flag/post';
import { CATEGORY_KEYS, TCO_GROUNDS } from '../../flag/taxonomy';
import { Choice } from '../parts/choice';
import { FieldError, Key } from '../parts/field';
import { formatNumber, t } from '../t';
import { CONFIDENCES, isTerrorist, withGround } from './draft';
import { LawfulPurpose } from './lawful-purpose';
import { errorFor } from './missing';
import { SubjectField } from './subject-field';
import { NotesField, ReasonField } from './text-fields';

export interface JudgeFormProps {
  /** As it was read. */
  readonly post: PostDetails;
  readonly draft: Draft;
  readonly missing: readonly DraftField[];
  /** Fields that stand as in the last judgement. */
  readonly asLast: ReadonlySet<string>;
  /** Groups named earlier in the session. */
  readonly groups: readonly string[];
  readonly phrases: readonly string[];
  readonly onDraft: (draft: Draft) => void;
}

export function JudgeForm(props: JudgeFormProps): JSX.Element {
  const { draft, missing, onDraft } = props;
  const set = (change: Draft): void => onDraft({ ...draft, ...change });
  const legend = (words: string, field: string): JSX.Element => (
    <>
      {words}
      {props.asLast.has(field) && <span class="as-last">{t('judge_last_time')}</span>}
    </>
  );
  return (
    <div class="judge-fields">
      <SubjectField {...props} />
      <Choice
        name="category"
        class="choice-category"
        legend={legend(t('judge_category'), 'category')}
        options={CATEGORY_KEYS.map((value, i) => ({
          value,
          label: t(`category_${value}`),
          key: formatNumber(i + 1),
        }))}
        value={draft.category}
        error={errorFor('category', missing)}
        onChoice={(category) => set({ category })}
      />
      {isTerrorist(draft.category) && <Grounds {...props} legend={legend} />}
      <Choice
        name="severity"
        class="choice-severity"
        legend={
          <>
            {legend(t('judge_severity'), 'severity')} <Key>⇧ 1–5</Key>
          </>
        }
        options={[1, 2, 3, 4, 5].map((value) => ({
          value,
          label: formatNumber(value),
          title: severityWord(value),
        }))}
        value={draft.severity}
        error={errorFor('severity', missing)}
        onChoice={(severity) => set({ severity })}
      />
      <Choice
        name="confidence"
        class="choice-confidence"
        legend={
          <>
            {legend(t('judge_confidence'), 'confidence')} <Key>F</Key>
          </>
        }
        options={CONFIDENCES.map((value) => ({ value, label: t('judge_confidence_value', value) }))}
        value={CONFIDENCES.find((step) => step === draft.confidence)}
        error={errorFor('confidence', missing)}
        onChoice={(confidence) => set({ confidence })}
      />
      <Imminent {...props} />
      <Group {...props} legend={legend} />
      <ReasonField {...props} />
      <LawfulPurpose {...props} />
      <NotesField {...props} />
    </div>
  );
}

function severityWord(value: number): string | undefined {
  if (value === 1) return t('judge_severity_1');
  return value === 5 ? t('judge_severity_5') : undefined;
}

type WithLegend = JudgeFormProps & { readonly legend: (words: string, field: string) => JSX.Element };

function Grounds({ draft, missing, legend, onDraft }: WithLegend): JSX.Element {
  const error = errorFor('tcoGrounds', missing);
  return (
    <fieldset class="checks" aria-describedby={error === undefined ? undefined : 'tcoGrounds-error'}>
      <legend>{legend(t('judge_grounds'), 'tcoGrounds')}</legend>
      {TCO_GROUNDS.map((ground) => (
        <label class="check-line" key={ground}>
          <input
            type="checkbox"
            name="tcoGrounds"
            value={ground}
            checked={draft.tcoGrounds?.includes(ground) === true}
            onChange={() => onDraft(withGround(draft, ground))}
          />
          <Key>{ground.toUpperCase()}</Key>
          <span>{t(`ground_${ground}`)}</span>
        </label>
      ))}
      <FieldError id="tcoGrounds" text={error} />
    </fieldset>
  );
}

function Imminent({ draft, onDraft }: JudgeFormProps): JSX.Element {
  const imminentThreat = draft.imminentThreat === true;
  return (
    <div class={`imminent ${imminentThreat ? 'imminent-on' : ''}`}>
      <label class="check-line">
        <input
          type="checkbox"
          name="imminentThreat"
          checked={imminentThreat}
          onChange={() => onDraft({ ...draft, imminentThreat: !imminentThreat })}
        />
        <Key>I</Key>
        <span>{t('judge_imminent')}</span>
      </label>
      {imminentThreat && <p class="hint">{t('judge_imminent_hint')}</p>}
    </div>
  );
}

function Group({ draft, missing, groups, legend, onDraft }: WithLegend): JSX.Element {
  const error = errorFor('group', missing);
  return (
    <div class="field">
      <label for="group">
        {legend(t('judge_group'), 'group')} <Key>G</Key>{' '}
        <span class="label-hint">{t('judge_group_hint')}</span>
      </label>
      <input
        id="group"
        name="group"
        type="text"
        dir="auto"
        list="groups"
        autocomplete="off"
        value={draft.group ?? ''}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : 'group-error'}
        onInput={(event) => onDraft({ ...draft, group: event.currentTarget.value })}
      />
      <datalist id="groups">
        {groups.map((group) => (
          <option value={group} key={group} />
        ))}
      </datalist>
      <FieldError id="group" text={error} />
    </div>
  );
}
