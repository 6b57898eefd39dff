// The flag's picture: blurred until it is asked for, and then the asking is logged. Runs in the UI.
import type { JSX } from 'preact';
import type { Artefact, PresentArtefact } from '../../flag/artefact';
import { Key } from '../parts/field';
import { Icon } from '../parts/icons';
import { useBlobUrl } from '../parts/use-blob-url';
import { formatTime, t } from '../t';

/** The small one to stand blurred, the telling one to be shown; or why there is none. */
export interface Pictures {
  readonly blurred: PresentArtefact | undefined;
  readonly shown: PresentArtefact | undefined;
  /** A sentence when there is no picture (yet). */
  readonly none: string;
}

/** `destroyed`: digests of bytes that were destroyed on purpose. */
export function picturesOf(artefacts: readonly Artefact[], destroyed: readonly string[] = []): Pictures {
  const present = (kind: Artefact['kind']): PresentArtefact | undefined =>
    artefacts.find(
      (one): one is PresentArtefact =>
        one.status === 'present' && one.kind === kind && !destroyed.includes(one.sha256),
    );
  const shown = present('screenshot_post') ?? present('screenshot_viewport') ?? present('thumbnail');
  const isPurged = destroyed.length > 0;
  const absent = artefacts.find(({ kind, status }) => kind === 'screenshot_viewport' && status === 'absent');
  const none = isPurged
    ? t('picture_destroyed')
    : absent?.status === 'absent'
      ? t('picture_absent', t(`absent_${absent.absentReason}`))
      : t('picture_pending');
  return { blurred: present('thumbnail') ?? shown, shown, none };
}

interface PictureProps {
  readonly pictures: Pictures;
  readonly revealed: boolean;
  readonly now: number;
  readonly onToggle: () => void;
}

export function Picture({ pictures, revealed, now, onToggle }: PictureProps): JSX.Element {
  const artefact = revealed ? pictures.shown : pictures.blurred;
  const blob = useBlobUrl(artefact?.sha256 ?? '');
  if (artefact === undefined) {
    return (
      <p class="picture picture-none" data-testid="picture-none">
        <Icon name="picture" />
        <span>{pictures.none}</span>
      </p>
    );
  }
  const words = revealed ? t('picture_hide') : t('picture_reveal');
  return (
    <figure class={`picture ${revealed ? 'picture-shown' : 'picture-blurred'}`} data-testid="picture">
      {blob.state === 'lost' && <p class="picture-none">{t('picture_lost')}</p>}
      {blob.state === 'here' && (
        <img
          src={blob.url}
          width={artefact.widthPx ?? 320}
          height={artefact.heightPx ?? 240}
          alt={revealed ? t('picture_alt', formatTime(artefact.capturedAt, now)) : t('picture_alt_blurred')}
        />
      )}
      <button
        type="button"
        class="picture-toggle"
        data-testid="reveal"
        aria-pressed={revealed}
        title={t('picture_logged')}
        onClick={onToggle}
      >
        <Icon name={revealed ? 'hide' : 'show'} />
        <span>{words}</span>
        <Key>V</Key>
      </button>
    </figure>
  );
}
