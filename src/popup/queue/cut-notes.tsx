// Gestures that were cut short: said until the analyst has read it, then logged and forgotten. Runs in the UI.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { onChange } from '../../queue/changes';
import type { Intent } from '../../queue/database';
import { acknowledgeCut, cutIntents } from '../../queue/intents';
import { actingOf, useApp } from '../app';
import { Icon } from '../parts/icons';
import { PageText } from '../parts/page-text';
import { formatTime, t } from '../t';

/** A gesture takes a second; one that is older than this is served by nobody. */
const CUT_AFTER_MS = 60_000;

export function CutNotes(): JSX.Element | null {
  const app = useApp();
  const { db, clock } = app;
  const [cut, setCut] = useState<readonly Intent[]>([]);
  useEffect(() => {
    const leaving = new AbortController();
    const read = async (): Promise<void> => {
      const found = await cutIntents(db, clock.now() - CUT_AFTER_MS);
      if (!leaving.signal.aborted) setCut(found);
    };
    onChange(({ type }) => {
      if (type === 'intents' || type === 'flags') void read();
    }, leaving.signal);
    void read();
    return () => leaving.abort();
  }, [db]);

  if (cut.length === 0) return null;
  const read = async (): Promise<void> => {
    await acknowledgeCut(db, cut, clock, actingOf(app).actor);
    setCut([]);
  };
  return (
    <div class="note note-warning" role="alert" data-testid="cut-note">
      <Icon name="alert" />
      <div>
        {cut.slice(0, 3).map((intent) => (
          <p key={intent.id}>
            {t('queue_cut', formatTime(intent.at, clock.now()))} <PageText text={intent.host} />
          </p>
        ))}
        {cut.length > 3 && <p>{t('queue_cut_more', cut.length - 3)}</p>}
        <p>{t('queue_cut_what')}</p>
      </div>
      <button type="button" onClick={read}>
        {t('queue_cut_ok')}
      </button>
    </div>
  );
}
