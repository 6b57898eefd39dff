// What a page states as its own address is heard of its own site only.
import { expect, it } from 'vitest';
import type { Alteration } from '../../src/flag/capture';
import type { PostDetails } from '../../src/flag/post';
import { onOwnSite } from '../../src/secure/own-site';

const HERE = 'https://tenant.github.io/page?utm_source=a';
const stating = (
  postUrl: string,
  postUrlSource: PostDetails['postUrlSource'] = 'link_canonical',
): PostDetails => ({
  subject: 'website',
  postUrl,
  ...(postUrlSource ? { postUrlSource } : {}),
});

it.each(['https://tenant.github.io/page', 'https://www.tenant.github.io/page'])('hears %s', (url) => {
  const alterations: Alteration[] = [];
  expect(onOwnSite(stating(url), HERE, alterations)).toEqual(stating(url));
  expect(alterations).toEqual([]);
});

it.each(['https://other.github.io/page', 'https://github.io/page', 'https://site.example/page'])(
  'does not hear %s: the address bar serves, and it is recorded',
  (url) => {
    for (const source of ['link_canonical', 'og_url'] as const) {
      const alterations: Alteration[] = [];
      expect(onOwnSite(stating(url, source), HERE, alterations)).toEqual(stating(HERE, 'address_bar'));
      expect(alterations).toEqual([{ kind: 'url_dropped', field: 'postUrl' }]);
    }
  },
);

it('takes no address of another site for that of a post ; it stays as a link', () => {
  const elsewhere = 'https://x.com/victim/status/20';
  const read: PostDetails = {
    subject: 'post',
    postUrl: elsewhere,
    postUrlSource: 'permalink_dom',
    text: 'a',
  };
  const alterations: Alteration[] = [];
  expect(onOwnSite(read, HERE, alterations)).toEqual({
    subject: 'post',
    text: 'a',
    links: [elsewhere],
    adapterNote: 'address_elsewhere',
  });
  expect(alterations).toEqual([{ kind: 'url_dropped', field: 'postUrl' }]);
  const own = { ...read, postUrl: 'https://tenant.github.io/a' };
  expect(onOwnSite(own, HERE, [])).toEqual(own);
  const link: PostDetails = { subject: 'website', postUrl: elsewhere, postUrlSource: 'context_link' };
  expect(onOwnSite(link, HERE, [])).toEqual(link);
});
