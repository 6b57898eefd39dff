// What an address of Google Drive, Docs or Sites names. Runs anywhere, offline: forms.gle and goo.gl stay unknown.
// A file has one id in Drive and in Docs. Its resource key opens it and stays.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { identitiesOfIds, named, type WebAddress, webAddress } from '../web-address';

const HOSTS =
  /^(?:(?:drive|docs|sites|slides|sheets|spreadsheets|video|drive\.usercontent)\.google\.com|lh3\.googleusercontent\.com)$/;
const ID = /^[\w-]{10,}$/;
const EDITORS = /^(?:document|spreadsheets|presentation|forms|drawings|videos)$/;
/** Pages that name a file in a parameter. */
const BY_PARAMETER =
  /^(?:open|uc|download|thumbnail|leaf|folderview|embeddedfolderview|get_player|viewer|viewerng|ccc|edit|view|pub|docs)$/;

export function addressOf(url: string): Address | null {
  const address = webAddress(url, HOSTS);
  if (!address) return null;
  const segments = withoutAccount(address.segments);
  if (address.host.startsWith('sites.')) return site(segments);
  return inPath(segments, address) ?? inParameter(segments, address) ?? inHash(segments, address);
}

/** /u/<number>/ is one of the reader's own accounts, /a/<domain>/ an organisation: ids do not depend on them. */
function withoutAccount(segments: readonly string[]): readonly string[] {
  const organised = segments[0] === 'a' && segments[1]?.includes('.') ? segments.slice(2) : segments;
  return organised.filter(
    (part, at) =>
      !(part === 'u' && isNumber(organised[at + 1])) && !(organised[at - 1] === 'u' && isNumber(part)),
  );
}

const isNumber = (part: string | undefined): boolean => /^\d{1,2}$/.test(part ?? '');

function inPath(segments: readonly string[], { params }: WebAddress): Address | null {
  const at = segments.indexOf('d');
  const [kind = 'file'] = segments;
  if (at === 0 || (at === 1 && (kind === 'file' || EDITORS.test(kind)))) {
    const published = segments[at + 1] === 'e';
    const id = segments[at + (published ? 2 : 1)] ?? '';
    return ID.test(id) ? file(at === 0 ? 'file' : kind, id, params, published) : null;
  }
  const folder = segments[segments.indexOf('folders') + 1] ?? '';
  return kind === 'drive' && segments.includes('folders') && ID.test(folder)
    ? file('folders', folder, params)
    : null;
}

function inParameter(segments: readonly string[], { params }: WebAddress): Address | null {
  const page = segments.at(-1) ?? '';
  if (!BY_PARAMETER.test(page)) return null;
  const id = ['id', 'docid', 'srcid', 'key'].map((name) => params.get(name)).find((value) => value) ?? '';
  const [kind = ''] = segments;
  if (!ID.test(id)) return null;
  if (page.includes('folderview')) return file('folders', id, params);
  // opens whatever it is; the others are of files only
  return file(page === 'open' ? page : EDITORS.test(kind) ? kind : 'file', id, params);
}

/** The Drive of before 2014: /drive/#folders/<id>. */
function inHash([first]: readonly string[], { hash, params }: WebAddress): Address | null {
  const id = /^#(?:folders)\/(?:[\w-]+\/)*([\w-]{10,})$/.exec(hash)?.[1];
  return first === 'drive' && id ? file('folders', id, params) : null;
}

function file(kind: string, id: string, params: URLSearchParams, published = false): Address {
  const key = params.get('resourcekey') ?? params.get('resourceKey');
  const url = place(kind, id, published);
  const query = key ? `${url.includes('?') ? '&' : '?'}resourcekey=${encodeURIComponent(key)}` : '';
  return named('google', 'file', url + query, [id]);
}

function place(kind: string, id: string, published: boolean): string {
  if (kind === 'folders') return `https://drive.google.com/drive/folders/${id}`;
  if (kind === 'open') return `https://drive.google.com/open?id=${id}`;
  if (kind === 'file') return `https://drive.google.com/file/d/${id}/view`;
  const docs = `https://docs.google.com/${kind}/d/`;
  if (!published) return `${docs}${id}/edit`;
  return `${docs}e/${id}/${kind === 'forms' ? 'viewform' : kind === 'spreadsheets' ? 'pubhtml' : 'pub'}`;
}

/** /view/<site>, /site/<site>, /<domain>/<site>, and pages in them; /d/<id>/ is the editor's. */
function site(segments: readonly string[]): Address | null {
  const [space = '', name] = segments;
  if (!name || !(/^(?:view|site|d|s)$/.test(space) || space.includes('.'))) return null;
  const path = segments.join('/');
  return named(
    'google',
    'website',
    `https://sites.google.com/${segments.map(encodeURIComponent).join('/')}`,
    ['sites', path],
  );
}

export function identitiesOf(post: PostDetails): Identity[] {
  return identitiesOfIds('google', post);
}
