// Files and folders in Google Drive, documents in its editors and as published, pages of Google Sites. Runs in the page.
// Editors draw most of a document as a picture: then only its name is read.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import {
  type FileHost,
  fileOf,
  findFile,
  findPage,
  isPage,
  lines,
  pageOf,
  readTile,
  statedName,
} from '../hosted';
import type { Found, From, Platform } from '../platform';
import { all, attr, known, leads, matches, one } from '../reading';
import { addressOf } from './address';

/** Rows and tiles of a folder carry the id of their file, and no link. Other parts of Drive have short ids there. */
const rows = {
  selector: '[data-id]',
  address(el: Element): string | undefined {
    const id = attr(el, 'data-id') ?? '';
    const key = attr(el, 'data-resource-key') ?? attr(el, 'data-resourcekey');
    if (!/^[\w-]{19,}$/.test(id)) return undefined;
    return `https://drive.google.com/open?id=${id}${key ? `&resourcekey=${encodeURIComponent(key)}` : ''}`;
  },
};
const host: FileHost = { addressOf, rows };

const isDrive = (): boolean => location.host.startsWith('drive.');

function find(from: From): Found | null {
  if (isDrive()) return findInDrive(from);
  const here = addressOf(location.href);
  if (!here || (from.kind === 'hint' && from.linkUrl)) return null;
  // a link in a document is a part of it; of a site it is one elsewhere
  const onLink =
    from.kind === 'path' && elements(from.path).some((el) => leads([el]).length > 0 && matches(el, 'a'));
  return here.subject === 'website' && onLink ? null : findPage(from, here.subject);
}

const elements = (path: readonly EventTarget[]): Element[] => path.filter((node) => node instanceof Element);

/** A viewer laid over a folder shows a file that the page does not name. */
function findInDrive(from: From): Found | null {
  const found = findFile(from, host);
  const whole = found && isPage(found.root);
  const over = from.kind === 'path' && elements(from.path).some((el) => matches(el, '[role="dialog"]'));
  return whole && over && location.pathname.includes('/folders/') ? null : found;
}

const TITLE = '#docs-title-input-label-inner,.docs-title-input-label-inner,#header .title,#doc-title,#title';
const CONTENT =
  '#contents,.doc-content,#sheets-viewport,.freebirdFormviewerViewFormContentWrapper,form,[role="form"]';
/** Drive names who shared a file where it lists its details. */
const OWNER = '[itemprop="author"],[data-owner-name]';

function read({ root, subject }: Found): PostDetails {
  const address = fileOf(root, host);
  if (!address) return { subject };
  if (!isPage(root)) return readTile(root, address);
  if (subject === 'website') return readSite(address);
  const content = isDrive() ? null : one(document, CONTENT);
  const [owner] = all(document, OWNER);
  return known<PostDetails>({
    ...pageOf(
      address,
      lines(statedName() ?? nameInTitle(), displayedText(one(document, TITLE)), displayedText(content)),
    ),
    author: known({
      displayName:
        displayedText(owner) || (attr(owner, 'content') ?? attr(owner, 'data-owner-name')) || undefined,
    }),
    links: content ? leads(all(content, 'a[href]').slice(0, 200)) : [],
  });
}

/** "Name - Google Drive": the last part is the product's, in any language. */
function nameInTitle(): string {
  return displayedText(one(document, 'head > title')).replace(/\s[-–—]\s[^-–—]*$/, '');
}

function readSite(address: NonNullable<ReturnType<typeof addressOf>>): PostDetails {
  const main = one(document, '[role="main"],main') ?? one(document, 'body');
  const { postId: _path, ...page } = pageOf(address, lines(nameInTitle(), displayedText(main)));
  return known<PostDetails>({ ...page, links: main ? leads(all(main, 'a[href]').slice(0, 200)) : [] });
}

export const platform: Platform = { platform: 'google', find, read };
