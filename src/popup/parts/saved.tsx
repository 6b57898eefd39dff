// The save button of a form, and the word that it was saved. Pure.
import type { JSX } from 'preact';
import { t } from '../t';
import { Icon } from './icons';

export function Saved({ saved }: { saved: boolean }): JSX.Element {
  return (
    <div class="save-line">
      <button type="submit">{t('part_save')}</button>
      <span role="status" class="saved" data-testid="saved">
        {saved && (
          <>
            <Icon name="check" /> {t('part_saved')}
          </>
        )}
      </span>
    </div>
  );
}
