// Sites that are not listed and whose right-clicks are seen all the same: which they are, one more, one less. Runs in the UI.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { hostOf, isListed } from '../../secure/listen-hosts';
import { openTab } from '../access';
import { useApp } from '../app';
import { findsClickedAnywhere, listenTo, stopListening } from '../listen';
import { TextField } from '../parts/field';
import { Icon } from '../parts/icons';
import { PageText } from '../parts/page-text';
import { hashOf, route } from '../route';
import { t } from '../t';

export function ListenSettings(): JSX.Element {
  return (
    <section class="card" aria-labelledby="settings-listen" data-testid="listen-settings">
      <h2 id="settings-listen">{t('listen_title')}</h2>
      <p class="hint">{t(findsClickedAnywhere() ? 'listen_firefox' : 'listen_hint')}</p>
      <Hosts />
      {!findsClickedAnywhere() && <AddHost />}
    </section>
  );
}

function Hosts(): JSX.Element | null {
  const app = useApp();
  const { listenHosts } = app.settings.value;
  if (listenHosts.length === 0) return null;
  return (
    <ul class="listen-hosts" aria-labelledby="settings-listen">
      {listenHosts.map((host) => (
        <li key={host} data-testid="listen-host">
          <PageText text={host} />
          <button
            type="button"
            class="quiet small"
            aria-label={t('listen_remove_one', host)}
            onClick={() => void stopListening(app, host)}
          >
            <Icon name="discard" /> {t('listen_remove')}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** A host that the address of this screen names is filled in: one press is left, in which the browser can be asked. */
function AddHost(): JSX.Element {
  const app = useApp();
  const at = route.value;
  const wanted = at.screen === 'settings' ? (at.host ?? '') : '';
  const [typed, setTyped] = useState(wanted);
  const [said, setSaid] = useState<string | undefined>(undefined);
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (wanted !== '') button.current?.focus();
  }, [wanted]);

  const add = (): void => {
    const host = hostOf(typed);
    setSaid(undefined);
    setWrong(undefined);
    if (host === undefined) setWrong(t('listen_wrong'));
    else if (isListed(host)) setWrong(t('listen_listed'));
    else if (app.view === 'popup') openTab(hashOf({ screen: 'settings', host }));
    else void listenTo(app, host).then((granted) => finish(granted));
  };
  const finish = (granted: boolean): void => {
    setSaid(t(granted ? 'listen_added' : 'listen_refused'));
    if (granted) setTyped('');
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    add();
  };
  return (
    <form class="listen-add" noValidate onSubmit={submit}>
      <TextField
        name="listenHost"
        label={t('listen_host')}
        hint={t(app.view === 'popup' ? 'listen_in_tab' : 'listen_asked')}
        value={typed}
        error={wrong}
        onValue={(value) => {
          setTyped(value);
          setWrong(undefined);
        }}
      />
      <button type="submit" ref={button} data-testid="listen-add">
        {app.view === 'popup' && <Icon name="tab" />} {t('listen_add')}
      </button>
      <p role="status" class="hint" data-testid="listen-said">
        {said}
      </p>
    </form>
  );
}
