// Links that lead through a platform: unwrapped by what they carry, never on a host that only looks like one.
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../src/platforms/redirectors';

const TARGET = 'https://site.example/a?b=c&d=%C3%A4#e';
const CODED = encodeURIComponent(TARGET);

const WRAPPED = [
  `https://l.facebook.com/l.php?u=${CODED}&h=AT0abc&s=1`,
  `http://lm.facebook.com/l.php?u=${CODED}`,
  `https://www.facebook.com/l.php?u=${CODED}`,
  `https://www.facebook.com/flx/warn/?u=${CODED}`,
  `https://l.instagram.com/?u=${CODED}&e=AT0abc`,
  `https://l.threads.net/?u=${CODED}`,
  `https://l.threads.com/?u=${CODED}`,
  `https://l.messenger.com/l.php?u=${CODED}`,
  `https://vk.com/away.php?to=${CODED}&cc_key=`,
  `https://m.vk.com/away.php?utf=1&to=${CODED}`,
  `https://vk.ru/away.php?to=${CODED}`,
  `https://ok.ru/dk?cmd=logExternal&st.sig=abc&st.link=${CODED}&st.name=externalLinkRedirect`,
  `https://www.ok.ru/dk?st.cmd=logExternal&st.link=${CODED}`,
  `https://m.ok.ru/dk?st.cmd=outLinkWarning&st.rfn=${CODED}`,
  `https://www.youtube.com/redirect?event=video_description&redir_token=abc&q=${CODED}&v=abc`,
  `https://m.youtube.com/redirect?q=${CODED}`,
  `https://out.reddit.com/t3_abc?url=${CODED}&token=abc`,
  `https://twitter.com/i/redirect?url=${CODED}&t=1`,
  `https://go.bsky.app/redirect?u=${CODED}`,
  `https://www.tiktok.com/link/v2?aid=1988&scene=bio_url&target=${CODED}`,
  `https://t.me/iv?url=${CODED}&rhash=abc`,
  `https://gate.sc/?url=${CODED}&token=abc`,
  `https://gate.sc?url=${CODED}`,
  `https://exit.sc/?url=${CODED}`,
  `https://t.umblr.com/redirect?z=${CODED}&t=abc`,
  `https://href.li/?${TARGET.replace('#e', '')}`,
  `https://steamcommunity.com/linkfilter/?url=${CODED}`,
  `https://steamcommunity.com/linkfilter/?u=${CODED}`,
  `https://www.google.com/url?sa=t&url=${CODED}&usg=abc`,
  `https://www.google.com/url?q=${CODED}`,
  `https://google.co.uk/url?q=${CODED}`,
  `https://www.google.fr/url?q=words&url=${CODED}`,
  `https://duckduckgo.com/l/?uddg=${CODED}&rut=abc`,
  `https://www.linkedin.com/redir/redirect?url=${CODED}`,
  `https://www.linkedin.com/safety/go?url=${CODED}`,
  `https://sys.4chan.org/derefer?url=${CODED}`,
  `https://L.Facebook.com./l.php?u=${CODED}`,
];

const NOT_WRAPPED = [
  // only look like one
  `https://l.facebook.com.evil.example/l.php?u=${CODED}`,
  `https://evilfacebook.com/l.php?u=${CODED}`,
  `https://l-facebook.com/l.php?u=${CODED}`,
  `https://vk.com@evil.example/away.php?to=${CODED}`,
  `https://notvk.com/away.php?to=${CODED}`,
  `https://google.evil.example/url?q=${CODED}`,
  `https://google.com.evil.example/url?q=${CODED}`,
  `https://mygate.sc/?url=${CODED}`,
  `https://evil.example/#https://vk.com/away.php?to=${CODED}`,
  // another page of the same host
  `https://www.youtube.com/results?q=${CODED}`,
  `https://www.facebook.com/sharer/sharer.php?u=${CODED}`,
  `https://www.google.com/search?q=${CODED}`,
  `https://vk.com/share.php?to=${CODED}`,
  `https://ok.ru/dk?cmd=addShare&st.link=${CODED}`,
  `https://t.me/share/url?url=${CODED}`,
  `https://www.tiktok.com/@a?target=${CODED}`,
  // no http(s) address in it
  'https://vk.com/away.php?to=javascript%3Aalert(1)',
  'https://vk.com/away.php?to=data%3Atext%2Fhtml%2Ca',
  'https://vk.com/away.php?to=tg%3A%2F%2Fresolve',
  'https://vk.com/away.php?to=%2Frelative',
  'https://vk.com/away.php?to=site.example',
  'https://vk.com/away.php?to=https%3A%2F%2F',
  'https://vk.com/away.php?to=https%3A%2F%2Fsite.example%2F%EF%E0',
  'https://vk.com/away.php?to=',
  'https://vk.com/away.php',
  'https://href.li/?',
  // short links do not carry where they lead
  'https://t.co/abc',
  'https://vk.cc/abc',
  'https://vm.tiktok.com/abc/',
  // nothing of the kind
  'https://site.example/a?url=https%3A%2F%2Fother.example',
  'not an address',
  '',
];

describe('a link', () => {
  it.each(WRAPPED)('%s leads to its target', (link) => {
    expect(unwrap(link)).toBe(link.includes('href.li') ? TARGET.replace('#e', '') : TARGET);
  });

  it.each(NOT_WRAPPED)('%s stays as it is', (link) => {
    expect(unwrap(link)).toBe(link);
  });

  const wrap = (target: string): string => `https://l.facebook.com/l.php?u=${encodeURIComponent(target)}`;

  it('is unwrapped through several redirectors, and when its target was encoded twice', () => {
    expect(unwrap(wrap(`https://vk.com/away.php?to=${CODED}`))).toBe(TARGET);
    expect(unwrap(`https://www.google.com/url?q=${encodeURIComponent(CODED)}`)).toBe(TARGET);
    expect(unwrap(wrap('https://t.co/abc'))).toBe('https://t.co/abc');
  });

  it('is not followed without end', () => {
    const layers = Array.from({ length: 8 }).reduce<string>((link) => wrap(link), TARGET);
    const left = unwrap(layers);
    expect(left).toMatch(/^https:\/\/l\.facebook\.com\//);
    expect(unwrap(left)).toBe(TARGET);
    const round = 'https://vk.com/away.php?to=https%3A%2F%2Fvk.com%2Faway.php';
    expect(unwrap(round)).toBe('https://vk.com/away.php');
  });
});
