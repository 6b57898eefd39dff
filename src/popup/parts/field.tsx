// Labelled fields of every form: the label, what it is for, what is wrong with it, the key that reaches it.
import { type ComponentChildren, createElement, type JSX } from 'preact';
import { t } from '../t';

export function Key({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <span class="key" aria-hidden="true">
      {children}
    </span>
  );
}

export function FieldError({ id, text }: { id: string; text: string | undefined }): JSX.Element | null {
  if (text === undefined) return null;
  return (
    <p class="field-error" id={`${id}-error`} data-testid={`${id}-error`}>
      {text}
    </p>
  );
}

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly optional?: boolean;
  readonly type?: 'text' | 'url' | 'password' | 'number';
  readonly maxLength?: number;
  readonly onValue: (value: string) => void;
}

export function TextField(props: TextFieldProps): JSX.Element {
  const {
    name,
    label,
    value,
    hint,
    error,
    optional = false,
    type = 'text',
    maxLength = 500,
    onValue,
  } = props;
  return (
    <div class="field">
      <label for={name}>
        {label}
        {optional && <span class="field-optional"> {t('part_optional')}</span>}
      </label>
      {createElement('input', {
        id: name,
        name,
        type,
        value,
        maxLength,
        dir: type === 'url' ? 'ltr' : 'auto',
        autocomplete: 'off',
        spellcheck: false,
        'aria-invalid': error !== undefined,
        'aria-describedby': describedBy(name, hint, error),
        onInput: (event) => onValue(event.currentTarget.value),
      })}
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={name} text={error} />
    </div>
  );
}

export function describedBy(
  name: string,
  hint: string | undefined,
  error: string | undefined,
): string | undefined {
  const ids = [hint === undefined ? '' : `${name}-hint`, error === undefined ? '' : `${name}-error`];
  return ids.filter((id) => id !== '').join(' ') || undefined;
}

interface SwitchProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
}

export function Checkbox({ name, label, hint, checked, onChecked }: SwitchProps): JSX.Element {
  return (
    <div class="check">
      <input
        id={name}
        name={name}
        type="checkbox"
        checked={checked}
        aria-describedby={describedBy(name, hint, undefined)}
        onChange={(event) => onChecked(event.currentTarget.checked)}
      />
      <label for={name}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
