// A window over the screen: takes the keyboard, gives it back, closes with Escape. Runs in the UI.
import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../t';
import { Icon } from './icons';

interface DialogProps {
  readonly name: string;
  readonly title: string;
  readonly children: ComponentChildren;
  readonly onKey?: (event: KeyboardEvent) => boolean;
  readonly onClose: () => void;
}

export function Dialog({ name, title, children, onKey, onClose }: DialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const { current } = dialog;
    const before = document.activeElement;
    current?.showModal();
    return () => {
      current?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const press = (event: KeyboardEvent): void => {
    // the screen below has keys of its own, and an Escape that nobody heeds closes a popup of the browser
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
    else if (event.defaultPrevented || event.isComposing || onKey?.(event) !== true) return;
    event.preventDefault();
  };
  return (
    <dialog
      class={`dialog dialog-${name}`}
      ref={dialog}
      tabIndex={-1}
      aria-labelledby={`${name}-title`}
      data-testid={name}
      onKeyDown={press}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header class="dialog-head">
        <h2 id={`${name}-title`}>{title}</h2>
        <button
          type="button"
          class="quiet square"
          aria-label={t('part_close')}
          title={t('part_close')}
          data-testid={`${name}-close`}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}
