// Links through redirectors: the post has where they lead, and keeps how they stood.
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { PostDetails } from '../../src/flag/post';
import { accept } from '../../src/secure/accept';

const page = { openGraph: {}, twitterCard: {}, jsonLd: [] };
const RAW = 'https://l.facebook.com/l.php?u=https%3A%2F%2Fsite.example%2Fa&h=AT0';

it('leads out of redirectors and keeps the raw links of those alone', () => {
  const links = [RAW, 'https://other.example/', 'https://t.co/abc'];
  expect(accept({ post: { subject: 'post', links }, page }).post).toEqual({
    subject: 'post',
    links: ['https://site.example/a', 'https://other.example/', 'https://t.co/abc'],
    rawLinks: [RAW],
  });
});

it('names a target once that several links lead to', () => {
  const vk = 'https://vk.com/away.php?to=https%3A%2F%2Fsite.example%2Fa';
  const { post } = accept({ post: { subject: 'post', links: [RAW, vk, 'https://site.example/a'] }, page });
  expect(post).toMatchObject({ links: ['https://site.example/a'], rawLinks: [RAW, vk] });
});

it('unwraps an address that was a link under the pointer, and no other', () => {
  const flagged = accept({ post: { subject: 'website', postUrl: RAW, postUrlSource: 'context_link' }, page });
  expect(flagged.post).toMatchObject({ postUrl: 'https://site.example/a', rawLinks: [RAW] });
  const own = accept({ post: { subject: 'website', postUrl: RAW, postUrlSource: 'address_bar' }, page }).post;
  expect(own).toEqual({ subject: 'website', postUrl: RAW, postUrlSource: 'address_bar' });
});

it('does not hear what a page calls raw links, nor lets a redirector bring in what is no web address', () => {
  const links = ['https://vk.com/away.php?to=javascript%3Aalert(1)'];
  const { post } = accept({ post: { subject: 'post', links, rawLinks: ['https://site.example/'] }, page });
  expect(post).toEqual({ subject: 'post', links });
});

it('leaves a post without links as it is', () => {
  expect(accept({ post: { subject: 'post', text: 'a' }, page }).post).toEqual({ subject: 'post', text: 'a' });
});

it('crosses the wire whole, with the mark of a guessed language', () => {
  const post = {
    subject: 'post',
    links: ['https://site.example/a'],
    rawLinks: [RAW],
    language: 'tr',
    languageSource: 'detected',
  };
  expect(z.parse(PostDetails, structuredClone(post))).toEqual(post);
});
