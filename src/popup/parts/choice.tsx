// One of a few, side by side: radio buttons with the key that chooses each. Pure.
import type { ComponentChildren, JSX } from 'preact';
import { FieldError, Key } from './field';

interface Option<V extends string | number> {
  readonly value: V;
  readonly label: string;
  readonly key?: string | undefined;
  readonly title?: string | undefined;
}

interface ChoiceProps<V extends string | number> {
  readonly name: string;
  readonly legend: ComponentChildren;
  readonly options: readonly Option<V>[];
  readonly value: V | undefined;
  readonly error?: string | undefined;
  readonly class?: string;
  readonly onChoice: (value: V) => void;
}

export function Choice<V extends string | number>(props: ChoiceProps<V>): JSX.Element {
  const { name, legend, options, value, error, onChoice } = props;
  return (
    <div
      class={`choice ${props.class ?? ''}`}
      role="radiogroup"
      aria-labelledby={`${name}-legend`}
      aria-invalid={error !== undefined}
      aria-describedby={error === undefined ? undefined : `${name}-error`}
    >
      <div class="legend" id={`${name}-legend`}>
        {legend}
      </div>
      <div class="choice-options">
        {options.map((option) => (
          <label class="choice-option" key={option.value} title={option.title}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChoice(option.value)}
            />
            <span class="choice-face">
              <span class="choice-label">{option.label}</span>
              {option.key !== undefined && <Key>{option.key}</Key>}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={name} text={error} />
    </div>
  );
}
