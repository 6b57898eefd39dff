// What a canvas shows, where the page itself could read it and that is quickly done. Runs in the page. Changes nothing.
import { type Scene, writeAttributes, writeCss } from './attributes';
import { attribute, canvasHeight, canvasWidth } from './dom';
import { inView } from './place';

/** Pixels of the largest that is read: more would hold the page up. */
const MOST_PIXELS = 512 * 512;

export function writeCanvas(el: Element, name: string, scene: Scene, setting: { canvases: number }): 'done' {
  const { depth, out } = scene;
  out.text(`<${name}`, depth);
  const shown = pictureOf(el, setting);
  if (shown === undefined) {
    out.count('media_left_out');
    writeAttributes(el, scene);
  } else {
    writeAttributes(el, scene, new Set(['style']));
    out.text(' style="', depth);
    writeCss(attribute(el, 'style')?.slice(0, 10_000) ?? '', scene);
    out.text(`;background:url(&quot;${shown}&quot;) 0 0/100% 100%"`, depth);
  }
  out.text(`></${name}>`, depth);
  return 'done';
}

function pictureOf(el: Element, setting: { canvases: number }): string | undefined {
  const pixels = (canvasWidth(el) ?? 0) * (canvasHeight(el) ?? 0);
  if (pixels === 0 || pixels > MOST_PIXELS || setting.canvases <= 0 || !inView(el, false)) return undefined;
  setting.canvases -= 1;
  try {
    const url: unknown = Reflect.apply(HTMLCanvasElement.prototype.toDataURL, el, []);
    return typeof url === 'string' && /^data:image\/png;base64,[\w+/=]+$/u.test(url) ? url : undefined;
  } catch {
    return undefined; // it holds a picture of another site, or was handed to a worker
  }
}
