// The list of what arrived. Runs in node. All that came from a post is escaped, cut, isolated in its own direction,
// and text only: an address is never a link.
import { html } from 'hono/html';
import { flaggedOf } from '../flag/flagged';
import type { Arrival, Arrivals } from './arrivals';
import { frame, type Html } from './page-frame';

const TEXT_SHOWN = 280;
const ADDRESS_SHOWN = 400;
const NAME_SHOWN = 80;

function cut(text: string, max: number): string {
  // a few code units more than characters are enough to look at: the text may have millions
  const points = Array.from(
    text
      .slice(0, max * 2 + 2)
      .replace(/\s+/gu, ' ')
      .trim(),
  );
  return points.length > max ? `${points.slice(0, max).join('')}…` : points.join('');
}

const words = (key: string): string => key.replaceAll('_', ' ');
const count = (n: number): string => n.toLocaleString('en');
const stamp = (iso: string): Html =>
  html`<time datetime="${iso}"><span>${iso.slice(0, 10)}</span> <span><b>${iso.slice(11, 16)}</b> UTC</span></time>`;

/** The address of what is flagged; of a correction that no address goes with, the page's, named as that. */
function address({ capture, judgement }: Arrival): Html {
  const { url, urlSource, subject } = flaggedOf(capture.post, judgement);
  const label = subject.charAt(0).toUpperCase() + subject.slice(1);
  const byHand = urlSource === 'analyst' ? html` <em>as the analyst gave it</em>` : '';
  return html`<p class="address"><span>${url === undefined ? 'Page' : label}</span> <bdi>${cut(url ?? capture.pageUrl, ADDRESS_SHOWN)}</bdi>${byHand}</p>`;
}

function author({ capture: { post } }: Arrival): Html | string {
  const name = post.author?.handle ?? post.author?.displayName ?? post.channel?.name;
  return name === undefined ? '' : html`<bdi class="author">${cut(name, NAME_SHOWN)}</bdi>`;
}

function artefacts({ artefacts: all }: Arrival): Html {
  const stored = all.filter((one) => one.stored).length;
  if (all.length === 0) return html`<p class="artefacts none">No artefacts</p>`;
  const items = all.map((one) => {
    const kind = words(one.kind);
    const name = one.stored
      ? html`<a href="/v1/artefacts/${one.sha256}" download>${kind}</a>`
      : html`<span>${kind}</span> <em>awaited</em>`;
    return html`<li class="${one.stored ? 'stored' : 'awaited'}">${name}</li>`;
  });
  return html`<div class="artefacts"><p>${stored} of ${all.length} artefacts</p><ul>${items}</ul></div>`;
}

function item(arrival: Arrival): Html {
  const { capture, judgement, duplicateOf } = arrival;
  const again = html`<p class="again">Seen before: flag <code>${duplicateOf ?? ''}</code></p>`;
  const threat = html`<b class="threat">imminent threat</b>`;
  const { subject, corrected } = flaggedOf(capture.post, judgement);
  const read = corrected ? html` <em>read as ${words(capture.post.subject)}</em>` : '';
  const shown = cut(capture.post.text ?? capture.page?.title ?? '', TEXT_SHOWN);
  return html`<li class="flag">
<div class="when">${stamp(arrival.receivedAt)}<code title="Flag ${arrival.flagId}">${arrival.flagId.slice(-12)}</code></div>
<div class="what">
<p class="who"><b>${cut(words(capture.platform), NAME_SHOWN)}</b> <span>${words(subject)}</span>${read} ${author(arrival)}</p>
${shown === '' ? '' : html`<p class="text"><bdi>${shown}</bdi></p>`}
${address(arrival)}
${duplicateOf === null ? '' : again}
</div>
<div class="judgement">
<p class="category">${words(judgement.category)}</p>
<p>severity ${judgement.severity} of 5</p>
<p>confidence ${judgement.confidence} of 100</p>
<p>${judgement.revision > 1 ? `revision ${judgement.revision}` : ''} ${judgement.imminentThreat ? threat : ''}</p>
</div>
${artefacts(arrival)}
</li>`;
}

function figures({ totals }: Arrivals): Html {
  const figure = (n: number, word: string): Html => html`<div><dd>${count(n)}</dd><dt>${word}</dt></div>`;
  return html`<dl class="figures">
${figure(totals.flags, totals.flags === 1 ? 'flag' : 'flags')}
${figure(totals.duplicates, 'seen before')}
${figure(totals.awaited, totals.awaited === 1 ? 'artefact awaited' : 'artefacts awaited')}
</dl>`;
}

export function arrivalsPage(page: Arrivals, continued: boolean): Html {
  const older = page.older === undefined ? '' : html`<a href="/?before=${page.older}">Older</a>`;
  const newest = continued ? html`<a href="/">Newest</a>` : '';
  const list =
    page.flags.length === 0
      ? html`<p class="empty">${continued ? 'Nothing older.' : 'Nothing has arrived yet. Flags appear here once the extension has sent a batch.'}</p>`
      : html`<ol class="flags">${page.flags.map(item)}</ol>`;
  return frame(
    'What arrived · Flagpost desk',
    true,
    html`<div class="top"><h1>What arrived</h1>${figures(page)}</div>
${list}
<nav class="pages" aria-label="Pages">${newest} ${older}</nav>`,
  );
}
