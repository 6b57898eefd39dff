// How the post was found, so that a match is never taken for the clicked post; and the way to have clicks seen on its site.
// Runs in the UI.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Capture, FoundVia } from '../../flag/capture';
import { openTab } from '../access';
import { useApp } from '../app';
import { hostWithoutListener, isMatched, listenTo } from '../listen';
import { Icon } from '../parts/icons';
import { PageText } from '../parts/page-text';
import { hashOf } from '../route';
import { type MessageKey, t } from '../t';

export function FoundBy({ capture }: { capture: Capture }): JSX.Element {
  const matched = isMatched(capture);
  return (
    <>
      <p
        class={`found ${matched ? 'found-matched' : ''}`}
        data-testid="found"
        data-via={capture.capture.foundVia}
      >
        {matched && <Icon name="alert" />}
        <span>{foundWords(capture)}</span>
      </p>
      <ListenOffer host={hostWithoutListener(capture)} />
    </>
  );
}

const FOUND = {
  clicked: 'found_clicked',
  focused: 'found_focused',
  hovered: 'found_hovered',
  nearest: 'found_nearest',
  link: 'matched_link',
  media: 'matched_media',
  selection: 'matched_selection',
  page: 'found_page',
} as const satisfies Record<FoundVia, MessageKey>;

function foundWords(capture: Capture): string {
  const { foundVia } = capture.capture;
  if (isMatched(capture) && foundVia === 'page') return t('matched_page');
  if (isMatched(capture) && foundVia === 'nearest') return t('matched_nearest');
  return t(isWholePage(capture) ? 'found_page' : FOUND[foundVia]);
}

/** A click outside of any post means the page, not what was under the pointer. */
function isWholePage({ capture, platform, post }: Capture): boolean {
  const clicked = capture.foundVia === 'clicked' && platform === 'other';
  return clicked && post.subject === 'website' && post.postUrlSource !== 'context_link';
}

/** In the popup it leads to the tab: the browser's question would close the popup. */
function ListenOffer({ host }: { host: string | undefined }): JSX.Element | null {
  const app = useApp();
  const [answer, setAnswer] = useState<boolean | undefined>(undefined);
  if (host === undefined) return null;
  if (answer === true) {
    return (
      <p class="listen-offer" role="status" data-testid="listen-on">
        {t('listen_on')} <PageText text={host} />
      </p>
    );
  }
  if (app.settings.value.listenHosts.includes(host)) return null;
  const inTab = app.view === 'tab';
  const ask = (): void => {
    if (inTab) void listenTo(app, host).then(setAnswer);
    else openTab(hashOf({ screen: 'settings', host }));
  };
  return (
    <div class="listen-offer">
      <button
        type="button"
        class="quiet small"
        title={inTab ? t('listen_why') : t('listen_in_tab')}
        data-testid="listen-offer"
        onClick={ask}
      >
        {!inTab && <Icon name="tab" />}
        <span>
          {t('listen_always')} <PageText text={host} />
        </span>
      </button>
      {answer === false && <p role="status">{t('listen_refused')}</p>}
    </div>
  );
}
