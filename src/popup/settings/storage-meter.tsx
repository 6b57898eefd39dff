// How much the store holds and how much room is left. Runs in the UI.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatBytes, t } from '../t';

/** Below this many bytes an action day could not be finished. */
const LOW_BYTES = 5e9;

interface Room {
  readonly used: number;
  readonly free: number;
}

export function StorageMeter(): JSX.Element {
  const [room, setRoom] = useState<Room | undefined>(undefined);
  useEffect(() => {
    void navigator.storage.estimate().then(({ usage, quota }) => {
      if (usage !== undefined && quota !== undefined)
        setRoom({ used: usage, free: Math.max(0, quota - usage) });
    });
  }, []);
  return (
    <section class="card" aria-labelledby="settings-storage" data-testid="storage">
      <h2 id="settings-storage">{t('settings_storage')}</h2>
      {room === undefined ? (
        <p>{t('settings_storage_unknown')}</p>
      ) : (
        <>
          <p id="storage-words">
            {t('settings_storage_used', formatBytes(room.used), formatBytes(room.free))}
          </p>
          <meter aria-labelledby="storage-words" min={0} max={room.used + room.free} value={room.used} />
          {room.free < LOW_BYTES && <p class="note note-warning">{t('settings_storage_low')}</p>}
        </>
      )}
      <p class="hint">{t('settings_storage_hint')}</p>
    </section>
  );
}
