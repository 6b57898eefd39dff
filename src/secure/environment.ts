// The conditions of collecting that are the same for every flag of this browser run. Runs in the worker.
import browser from 'webextension-polyfill';
import type { Environment } from '../flag/capture';

/** Name and version from the browser itself where it tells (Firefox), else from its brand list, else from the user agent. */
async function browserName(): Promise<{ name: string; version: string }> {
  if ('getBrowserInfo' in browser.runtime) {
    const { name, version } = await browser.runtime.getBrowserInfo();
    return { name, version };
  }
  const [, name = 'unknown', version = ''] = /(Edg|Chrome)\/([\d.]+)/u.exec(navigator.userAgent) ?? [];
  return { name: name === 'Edg' ? 'Edge' : name, version };
}

async function readEnvironment(incognito: boolean): Promise<Environment> {
  const [{ name, version }, { os }] = await Promise.all([browserName(), browser.runtime.getPlatformInfo()]);
  return {
    extensionVersion: browser.runtime.getManifest().version,
    browser: name,
    browserVersion: version,
    os,
    userAgent: navigator.userAgent,
    languages: [...navigator.languages],
    incognito,
  };
}

/** Asked once: it does not change while the browser runs. */
export function keepEnvironment(incognito: boolean): () => Promise<Environment> {
  let asked: Promise<Environment> | undefined;
  return () => {
    asked ??= readEnvironment(incognito);
    return asked;
  };
}

/** Local time with its offset, as RFC 3339. */
export function localTime(epochMs: number): string {
  const offset = -new Date(epochMs).getTimezoneOffset();
  const pad = (n: number): string => String(n).padStart(2, '0');
  const size = Math.abs(offset);
  const zone = `${offset < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
  return new Date(epochMs + offset * 60_000).toISOString().replace('Z', zone);
}
