// Hosts beyond the listed ones on which the listener is wanted: their names and match patterns. Runs anywhere.
import { platformOf } from '../platforms/hosts';

/** The host of an address, or of what was typed in place of one; undefined when it names none that could be listened to. */
export function hostOf(typed: string): string | undefined {
  const text = typed.trim();
  const url = /^[a-z][a-z0-9+.-]*:\/\//iu.test(text) ? text : `https://${text}`;
  if (text === '' || !URL.canParse(url)) return undefined;
  const { protocol, hostname } = new URL(url);
  return /^https?:$/u.test(protocol) && !hostname.includes('*') ? hostname : undefined;
}

/** Listed hosts have their listener from the manifest. */
export function isListed(host: string): boolean {
  return platformOf(`https://${host}/`).hosts.length > 0;
}

/** The host itself, none below it. Match patterns carry no port: it holds for all of them. */
export function patternOf(host: string): string {
  return `*://${host}/*`;
}
