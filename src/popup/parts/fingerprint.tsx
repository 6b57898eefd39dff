// A digest or key fingerprint: named, whole, in groups that can be read out, and copied as it is. Runs in the UI.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../t';
import { Icon } from './icons';

interface FingerprintProps {
  readonly name: string;
  readonly hex: string;
  readonly testId?: string;
}

export function Fingerprint({ name, hex, testId = 'fingerprint' }: FingerprintProps): JSX.Element {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(hex);
    setCopied(true);
  };
  return (
    <div class="fingerprint">
      <span class="weak">{name}</span>
      <code dir="ltr" data-testid={testId} data-hex={hex}>
        {hex.replace(/.{8}(?=.)/gu, '$& ')}
      </code>
      <button
        type="button"
        class="quiet small"
        aria-label={t('part_copy_one', name)}
        onClick={() => void copy()}
      >
        <Icon name={copied ? 'check' : 'copy'} />
        {copied ? t('part_copied') : t('part_copy')}
      </button>
    </div>
  );
}
