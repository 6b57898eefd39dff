// What a Firefox profile for tests holds: preferences, and the extension when it is to survive restarts. Runs in node.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder, zipOf } from '../../../src/demo/pack';

const UUID = '11111111-2222-4333-8444-555555555555';
/** Of the extension's pages: the profile fixes it. */
export const ORIGIN = `moz-extension://${UUID}`;

export type Prefs = Readonly<Record<string, string | number | boolean>>;

export function writePrefs(profile: string, prefs: Prefs): void {
  const lines = Object.entries(prefs).map(
    ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
}

/** For an extension with this id, every https host leading to this proxy. */
export function prefsFor(id: string, proxyPort: number): Prefs {
  return {
    ...QUIET,
    'extensions.webextensions.uuids': JSON.stringify({ [id]: UUID }),
    'network.proxy.type': 1,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': proxyPort,
  };
}

/** No first-run pages, no calls home, and unsigned extensions from the profile. */
const QUIET: Prefs = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.sessionstore.resume_from_crash': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'browser.topsites.contile.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.autoDisableScopes': 0,
  'extensions.enabledScopes': 15,
  'extensions.getAddons.cache.enabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  // hosts that are preloaded for HSTS, or pinned, would not take the test site's certificate
  'network.stricttransportsecurity.preloadlist': false,
  'security.cert_pinning.enforcement_level': 0,
  'security.remote_settings.intermediates.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.startup.max_resumed_crashes': -1,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'xpinstall.signatures.required': false,
};

/** Installs the extension for good; an unsigned one too. */
export async function installInto(profile: string, id: string, extension: string): Promise<void> {
  mkdirSync(join(profile, 'extensions'), { recursive: true });
  writeFileSync(join(profile, 'extensions', `${id}.xpi`), await zipOf(filesUnder(extension)));
}
