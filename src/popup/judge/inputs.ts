// Finds the form's inputs by the name of their field. Runs in the UI.
import type { DraftField } from '../../flag/judgement';
import { FIELD_INPUTS, inOrder } from './missing';

/** Of several with one name the chosen one, else the first. */
function inputOf(form: HTMLFormElement | null, name: string): HTMLElement | null {
  const chosen = form?.querySelector<HTMLElement>(`[name="${name}"]:checked`);
  return chosen ?? form?.querySelector<HTMLElement>(`[name="${name}"]`) ?? null;
}

export function focusInput(form: HTMLFormElement | null, name: string): void {
  inputOf(form, name)?.focus();
}

export function bringIntoView(form: HTMLFormElement | null, name: string): void {
  inputOf(form, name)?.scrollIntoView({ block: 'nearest' });
}

/** The first, in the order of the form, of the fields that lack something. */
export function focusFirst(form: HTMLFormElement | null, missing: readonly DraftField[]): void {
  const [first] = inOrder(missing);
  const input = FIELD_INPUTS.find(([field]) => field === first)?.[1];
  if (input !== undefined) focusInput(form, input);
}
