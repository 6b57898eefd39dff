// What is flagged: as it was read, or as the analyst says; and its own address in the analyst's word. Pure.
// The evidence beside it keeps showing what was read.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Flagged, flaggedOf } from '../../flag/flagged';
import { isWebAddress, URL_MAX } from '../../flag/judgement';
import { SUBJECTS, type Subject } from '../../flag/post';
import { FieldError, Key } from '../parts/field';
import { PageText } from '../parts/page-text';
import { t } from '../t';
import { subjectName } from '../words';
import type { JudgeFormProps } from './judge-form';
import { errorFor } from './missing';

export function SubjectField({ post, draft, missing, onDraft }: JudgeFormProps): JSX.Element {
  const { subject, postUrl } = draft;
  const read = flaggedOf(post, { subject });
  const [opened, setOpened] = useState(false);
  const open = opened || postUrl !== undefined || read.url === undefined;
  const choose = (chosen: Subject | undefined): void => {
    const { subject: _before, ...rest } = draft;
    onDraft(chosen === undefined ? rest : { ...rest, subject: chosen });
  };
  return (
    <div class={`subject ${read.corrected ? 'subject-corrected' : ''}`}>
      <label for="subject">
        {t('judge_subject')} <Key>S</Key>
      </label>
      <select
        id="subject"
        name="subject"
        value={subject ?? ''}
        aria-describedby="subject-named"
        onChange={(event) => choose(SUBJECTS.find((one) => one === event.currentTarget.value))}
      >
        <option value="">{t('judge_subject_read', subjectName(post.subject))}</option>
        {SUBJECTS.filter((one) => one !== post.subject).map((one) => (
          <option value={one} key={one}>
            {subjectName(one)}
          </option>
        ))}
      </select>
      {!open && (
        <button type="button" class="quiet small" data-testid="other-address" onClick={() => setOpened(true)}>
          {t('judge_address_other')}
        </button>
      )}
      <p class="subject-named" id="subject-named" data-testid="subject-named">
        {read.corrected && <Named read={read} own={isWebAddress(postUrl?.trim() ?? '')} />}
      </p>
      {open && <AddressField read={read} draft={draft} missing={missing} onDraft={onDraft} />}
    </div>
  );
}

/** Who is flagged now, as far as the post said; its address gives way to the analyst's. */
function Named({ read, own }: { read: Flagged; own: boolean }): ComponentChildren {
  const { name } = read;
  const url = own ? undefined : read.url;
  if (name === undefined && url === undefined) return own ? null : t('judge_subject_unread');
  return (
    <>
      {name !== undefined && <PageText text={name} class="subject-name" />}{' '}
      {url !== undefined && <PageText text={url} class="address-text" testId="subject-url" />}
    </>
  );
}

type AddressProps = Pick<JudgeFormProps, 'draft' | 'missing' | 'onDraft'> & { readonly read: Flagged };

function AddressField({ read, draft, missing, onDraft }: AddressProps): JSX.Element {
  const { postUrl = '' } = draft;
  const error = errorFor('postUrl', missing);
  const own = isWebAddress(postUrl.trim());
  const type = (value: string): void => {
    const { postUrl: _before, ...rest } = draft;
    onDraft(value === '' ? rest : { ...rest, postUrl: value });
  };
  return (
    <div class="field subject-address">
      <label for="postUrl">
        {t(read.url === undefined ? 'judge_address_none' : 'judge_address')}{' '}
        <span class="field-optional">{t('part_optional')}</span>
      </label>
      <input
        id="postUrl"
        name="postUrl"
        type="url"
        dir="ltr"
        autocomplete="off"
        spellcheck={false}
        maxLength={URL_MAX}
        value={postUrl}
        aria-invalid={error !== undefined}
        aria-describedby={`postUrl-hint${error === undefined ? '' : ' postUrl-error'}`}
        onInput={(event) => type(event.currentTarget.value)}
      />
      <p class="hint" id="postUrl-hint">
        {t(own ? 'judge_address_yours' : 'judge_address_hint')}
      </p>
      <FieldError id="postUrl" text={error} />
    </div>
  );
}
