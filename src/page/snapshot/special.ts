// Elements that are not written as they stand: what runs, loads, was typed in, or shows the analyst. Runs in the page.
import { absolute, type Scene, writeAttributes } from './attributes';
import { writeCanvas } from './canvas';
import {
  areaValue,
  attribute,
  childrenOf,
  currentSrc,
  ELEMENT,
  firstChild,
  imageSrc,
  inputValue,
  matches,
  namespace,
  nodeType,
  textContent,
} from './dom';
import { HTML } from './names';
import { escaped } from './pieces';
import { inView, withSize } from './place';
import { isSecret, isSecretMeta, textWithoutSecrets, withoutSecrets } from './secrets';

export interface Setting {
  readonly ownAccount: string;
  readonly listed: boolean;
  /** The post's element with all around it: none of these is left out, whatever it looks like. */
  readonly aroundPost: ReadonlySet<Node>;
  /** Our own. */
  readonly toast: Element | undefined;
  /** Pictures of canvases that may still be taken. */
  canvases: number;
}

/** "usual": to be written as it is; "childless": so, but without what is in it; "done": written, or left out. */
export type Handled = 'usual' | 'childless' | 'done';

const GONE = new Set(
  'base template param source track link meta animate set animatetransform animatemotion animatecolor discard handler listener annotation-xml feimage'.split(
    ' ',
  ),
);
/** Longer pictures in the page's own text are left out. */
const LONGEST_DATA_URL = 3_000_000;

/** `name` as written. */
export function special(
  el: Element,
  tag: string,
  name: string,
  scene: Scene,
  setting: Setting,
  inPost: boolean,
): Handled {
  const { out } = scene;
  if (el === setting.toast) return 'done';
  if (setting.ownAccount !== '' && !setting.aroundPost.has(el) && matches(el, setting.ownAccount)) {
    out.count('own_account_removed');
    return 'done';
  }
  switch (tag) {
    case 'script':
      out.count('scripts_removed');
      return 'done';
    case 'noscript':
      return childrenOf(el, 50).some((child) => nodeType(child) === ELEMENT) ? 'usual' : 'done';
    case 'object':
    case 'embed':
    case 'applet':
      out.count('media_left_out');
      return 'done';
    case 'img':
      return writeImage(el, name, currentSrc(el) || imageSrc(el) || '', scene, inPost);
    case 'image':
      return namespace(el) === HTML ? 'usual' : writeSvgImage(el, scene, inPost);
    case 'video':
    case 'audio':
      return writePlayer(el, name, scene, inPost);
    case 'canvas':
      return writeCanvas(el, name, scene, setting);
    case 'input':
      return writeInput(el, name, scene, inPost);
    case 'textarea':
      if (areaValue(el)) out.count('values_removed');
      return 'childless';
    case 'option':
    case 'title':
      return namespace(el) === HTML ? writeWithText(el, name, scene) : 'usual';
    default:
      return GONE.has(tag) ? 'done' : typedInto(el, scene, setting, inPost);
  }
}

/** Only text may be in these. */
function writeWithText(el: Element, name: string, scene: Scene): Handled {
  const { depth, out } = scene;
  out.text(`<${name}`, depth);
  writeAttributes(el, scene);
  out.text(`>${escaped((textContent(el) ?? '').slice(0, 100_000))}</${name}>`, depth);
  return 'done';
}

/** On a page whose markup is its author's, a post cannot be hidden from the snapshot by making it a field. */
function typedInto(el: Element, { out }: Scene, setting: Setting, inPost: boolean): Handled {
  const editable = attribute(el, 'contenteditable');
  if (editable === null || editable.toLowerCase() === 'false' || setting.aroundPost.has(el)) return 'usual';
  if (inPost && !setting.listed) return 'usual';
  if (firstChild(el) !== null) out.count('values_removed');
  return 'childless';
}

const LABELS = /^(?:submit|button|reset)$/;

function writeInput(el: Element, name: string, scene: Scene, inPost: boolean): Handled {
  const { depth, out } = scene;
  const type = (attribute(el, 'type') ?? '').toLowerCase();
  if (type === 'hidden') {
    out.count('hidden_inputs_removed');
    return 'done';
  }
  if (type === 'image')
    return writeImage(el, name, absolute(attribute(el, 'src') ?? '', scene.base), scene, inPost);
  const label = LABELS.test(type) ? attribute(el, 'value') : null;
  if (label === null || isSecret('content', label)) {
    if (!LABELS.test(type) && inputValue(el)) out.count('values_removed');
    return 'childless';
  }
  out.text(`<${name} value="${escaped(label.slice(0, 1000))}"`, depth);
  writeAttributes(el, scene);
  out.text('>', depth);
  return 'done';
}

function writeImage(el: Element, name: string, url: string, scene: Scene, inPost: boolean): Handled {
  const { depth, out } = scene;
  out.text(`<${name}`, depth);
  const seen = inView(el, inPost);
  if (/^data:image\//i.test(url) && url.length <= LONGEST_DATA_URL) {
    writeAttributes(el, scene);
    out.text(` src="${escaped(url)}">`, depth);
    return 'done';
  }
  writeAttributes(el, scene);
  withSize(el, scene);
  const wanted = seen && /^https?:/i.test(url);
  if (!wanted || !out.place({ kind: 'image', url, rank: inPost ? 0 : 1 }, 'src', depth)) {
    if (url !== '') {
      out.count('images_left_out');
      const shown = (withoutSecrets(url) ?? url).slice(0, 8192);
      if (/^https?:/i.test(url)) out.text(` data-left-out="${escaped(shown)}"`, depth);
    }
  }
  out.text('>', depth);
  return 'done';
}

function writeSvgImage(el: Element, scene: Scene, inPost: boolean): Handled {
  const { base, depth, out } = scene;
  const url = absolute(attribute(el, 'href') ?? attribute(el, 'xlink:href') ?? '', base);
  out.text('<image', depth);
  writeAttributes(el, scene, new Set(['href', 'xlink:href']));
  if (/^data:image\//i.test(url) && url.length <= LONGEST_DATA_URL)
    out.text(` href="${escaped(url)}"`, depth);
  else if (
    !/^https?:/i.test(url) ||
    !inView(el, inPost) ||
    !out.place({ kind: 'image', url, rank: inPost ? 0 : 1 }, 'href', depth)
  )
    out.count('images_left_out');
  out.text('></image>', depth);
  return 'done';
}

/** A film's first picture at most; films themselves are evidence of their own. */
function writePlayer(el: Element, name: string, scene: Scene, inPost: boolean): Handled {
  const { base, depth, out } = scene;
  out.count('media_left_out');
  out.text(`<${name}`, depth);
  writeAttributes(el, scene);
  withSize(el, scene);
  const poster = absolute(attribute(el, 'poster') ?? '', base);
  if (/^data:image\//i.test(poster) && poster.length <= LONGEST_DATA_URL)
    out.text(` poster="${escaped(poster)}"`, depth);
  else if (
    /^https?:/i.test(poster) &&
    !(inView(el, inPost) && out.place({ kind: 'image', url: poster, rank: inPost ? 0 : 1 }, 'poster', depth))
  )
    out.count('images_left_out');
  out.text(`></${name}>`, depth);
  return 'done';
}

/** Of the head: what describes the page. */
export function writeMeta(el: Element, scene: Scene): void {
  const { depth, out } = scene;
  const name = attribute(el, 'name') ?? attribute(el, 'property') ?? attribute(el, 'itemprop');
  const content = attribute(el, 'content');
  if (/^refresh$/i.test(attribute(el, 'http-equiv') ?? '')) out.count('links_neutralised');
  if (name === null || content === null || name.length > 200 || content.length > 20_000) return;
  if (isSecretMeta(name) || isSecret('content', content)) out.count('tokens_removed');
  else if (!/^(?:referrer|robots|color-scheme-override)$/i.test(name)) {
    const key =
      attribute(el, 'name') === null
        ? attribute(el, 'property') === null
          ? 'itemprop'
          : 'property'
        : 'name';
    const clean = textWithoutSecrets(content);
    if (clean !== undefined) out.count('tokens_removed');
    out.text(`<meta ${key}="${escaped(name)}" content="${escaped(clean ?? content)}">`, depth);
  }
}
