// What is taken with a flag beyond the picture, and what the browser must allow for it. Runs in the UI.
import type { JSX } from 'preact';
import type { Settings } from '../../settings';
import { useApp } from '../app';
import { canSaveMhtml } from '../grants';
import { findsClickedAnywhere } from '../listen';
import { Choice } from '../parts/choice';
import { Checkbox } from '../parts/field';
import { t } from '../t';
import { GrantLine } from './grant-line';

const WHOLE_POST = ['never', 'unnoticed', 'always'] as const satisfies readonly Settings['wholePost'][];

export function EvidenceSettings(): JSX.Element {
  const { settings, changeSettings } = useApp();
  const { snapshot, wholePost } = settings.value;
  return (
    <section class="card" aria-labelledby="settings-evidence" data-testid="evidence-settings">
      <h2 id="settings-evidence">{t('evidence_title')}</h2>
      <Checkbox
        name="snapshot"
        label={t('settings_snapshot')}
        hint={t('settings_snapshot_hint')}
        checked={snapshot}
        onChecked={(checked) => void changeSettings({ snapshot: checked })}
      />
      <div class="setting">
        <Choice
          name="wholePost"
          legend={t('settings_whole_post')}
          options={WHOLE_POST.map((value) => ({ value, label: t(`settings_whole_post_${value}`) }))}
          value={wholePost}
          onChoice={(value) => void changeSettings({ wholePost: value })}
        />
        <p class="hint">
          {t(findsClickedAnywhere() ? 'settings_whole_post_firefox' : 'settings_whole_post_chromium')}
        </p>
      </div>
      <GrantLine grant="full" />
      {canSaveMhtml() && <GrantLine grant="mhtml" />}
    </section>
  );
}
