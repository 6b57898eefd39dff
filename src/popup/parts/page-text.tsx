// Whatever a page, an endpoint or an analyst wrote: as text, its direction kept to itself, never as markup or a link.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../t';
import { Icon } from './icons';

interface PageTextProps {
  readonly text: string;
  readonly class?: string;
  readonly testId?: string;
}

export function PageText({ text, class: name, testId }: PageTextProps): JSX.Element {
  return (
    <bdi dir="auto" class={name} data-testid={testId}>
      {text}
    </bdi>
  );
}

/** An address to be read and copied. It cannot be followed: opening a flagged post is never an accident. */
export function Address({ label, url }: { label: string; url: string }): JSX.Element {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(url);
    setCopied(true);
  };
  return (
    <div class="address">
      <div class="address-label">{label}</div>
      <PageText text={url} class="address-text" testId="address" />
      <button
        type="button"
        class="quiet small"
        aria-label={copied ? t('part_copied') : t('capture_copy_address')}
        onClick={copy}
      >
        <Icon name={copied ? 'check' : 'copy'} />
        {copied ? t('part_copied') : t('part_copy')}
      </button>
    </div>
  );
}
