// Where the ZIP file of an export is chosen or dropped. Runs in the UI (tab).
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../t';

interface FileChoiceProps {
  readonly again: boolean;
  readonly onFile: (file: File) => void;
}

export function FileChoice({ again, onFile }: FileChoiceProps): JSX.Element {
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined): void => {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field inside does the same by keyboard
    <div
      class={`card drop ${over ? 'drop-over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <label for="verify-file">{again ? t('verify_again') : t('verify_choose')}</label>
      <input
        id="verify-file"
        type="file"
        accept=".zip,application/zip"
        data-testid="verify-file"
        onChange={(event) => take(event.currentTarget.files)}
      />
      <span class="weak">{t('verify_drop')}</span>
    </div>
  );
}
