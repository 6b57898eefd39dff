import { expect, test } from 'vitest';
import { checkEndpointUrl, endpointId } from '../../src/sync/endpoint-url';

test.each([
  ['https://desk.unit.example/', 'https://desk.unit.example'],
  [' https://desk.unit.example/referrals// ', 'https://desk.unit.example/referrals'],
  ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
  ['http://127.9.9.9', 'http://127.9.9.9'],
  ['http://2130706433/', 'http://127.0.0.1'],
  ['http://localhost:80/', 'http://localhost'],
  ['http://[::1]:8787/', 'http://[::1]:8787'],
])('%s is an endpoint, normalised', (typed, url) => {
  expect(checkEndpointUrl(typed)).toEqual({ ok: true, url });
  expect(endpointId(typed)).toBe(url);
});

test.each([
  'http://desk.unit.example',
  'http://127.0.0.1.evil.example',
  'http://localhost.evil.example',
  'http://[::2]',
  'http://10.0.0.1',
])('%s is plain http to another machine', (typed) => {
  expect(checkEndpointUrl(typed)).toEqual({ ok: false, problem: { code: 'endpoint_insecure' } });
});

test.each([
  '',
  'desk.unit.example',
  'ftp://desk.unit.example',
  'javascript:alert(1)',
  'https://user:secret@desk.unit.example',
  'https://desk.unit.example/?token=1',
  'https://desk.unit.example/#a',
])('"%s" is no endpoint address', (typed) => {
  expect(checkEndpointUrl(typed)).toEqual({ ok: false, problem: { code: 'endpoint_url_invalid' } });
  expect(() => endpointId(typed)).toThrow('endpoint_url_invalid');
});
