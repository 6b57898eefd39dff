// What addresses of Discord name: one message has one identity however it is written.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dedupeKeys } from '../../../src/flag/identity';
import { addressOf, identitiesOf } from '../../../src/platforms/addresses';
import { hasShared, NO_SHARED, ROOT } from '../chromium-page';
import { matchCasesOf, urlCasesOf } from '../expected';

const ids = (url: string) => addressOf(url)?.identities.map((one) => one.ids);
const [SERVER, CHANNEL, MESSAGE] = ['900000000000000001', '900000000000000010', '1155790643319279667'];

describe('addresses of Discord', () => {
  const SPELLINGS = [
    `https://discord.com/channels/${SERVER}/${CHANNEL}/${MESSAGE}`,
    `http://www.discord.com/channels/${SERVER}/${CHANNEL}/${MESSAGE}/`,
    `https://discordapp.com/channels/${SERVER}/${CHANNEL}/${MESSAGE}?utm_source=a`,
    `https://ptb.discord.com/channels/${SERVER}/${CHANNEL}/${MESSAGE}`,
    `https://canary.discord.com/channels/${SERVER}/${CHANNEL}/${MESSAGE}#a`,
    `https://canary.discordapp.com/channels/${SERVER}/${CHANNEL}/${MESSAGE}`,
    `https://discord.com./channels/${SERVER}/${CHANNEL}/${MESSAGE}`,
    `https://discord.com/channels/${SERVER}/900000000000000011/threads/${CHANNEL}/${MESSAGE}`,
    `discord://-/channels/${SERVER}/${CHANNEL}/${MESSAGE}`,
    `discord:///channels/${SERVER}/${CHANNEL}/${MESSAGE}`,
  ];
  it.each(SPELLINGS)('%s is that message', (url) => {
    expect(addressOf(url)).toMatchObject({
      platform: 'discord',
      subject: 'post',
      id: MESSAGE,
      url: `https://discord.com/channels/${SERVER}/${CHANNEL}/${MESSAGE}`,
    });
    expect(ids(url)).toEqual([[CHANNEL, MESSAGE]]);
  });

  it('takes the same number in another channel for another message', () => {
    expect(ids(`https://discord.com/channels/${SERVER}/900000000000000011/${MESSAGE}`)).not.toEqual(
      ids(SPELLINGS[0]!),
    );
  });

  it('knows direct messages, channels, threads, servers and people', () => {
    expect(ids(`https://discord.com/channels/@me/${CHANNEL}/${MESSAGE}`)).toEqual([[CHANNEL, MESSAGE]]);
    const channel = [['channel', CHANNEL]];
    expect(ids(`https://discord.com/channels/${SERVER}/${CHANNEL}`)).toEqual(channel);
    expect(ids(`https://discord.com/channels/${SERVER}/900000000000000011/threads/${CHANNEL}`)).toEqual(
      channel,
    );
    expect(ids(`https://discord.com/channels/${SERVER}`)).toEqual([['server', SERVER]]);
    expect(ids(`https://discord.com/servers/garden-club-${SERVER}`)).toEqual([['server', SERVER]]);
    expect(addressOf('https://discord.com/users/800000000000000001')).toMatchObject({
      subject: 'account',
      id: '800000000000000001',
    });
  });

  const INVITES = [
    'https://discord.gg/GardenClub',
    'https://discord.gg/invite/GardenClub',
    'https://discord.com/invite/GardenClub?event=1',
    'https://discordapp.com/invite/GardenClub/',
    'https://ptb.discord.com/invite/GardenClub',
  ];
  it.each(INVITES)('%s invites to a place', (url) => {
    expect(addressOf(url)).toMatchObject({ subject: 'channel', url: 'https://discord.gg/GardenClub' });
    expect(ids(url)).toEqual([['invite', 'GardenClub']]);
  });

  it('keeps what an attachment needs to be had, and knows it without', () => {
    const file = `attachments/${CHANNEL}/600000000000000001/rose.png`;
    const shown = addressOf(
      `https://media.discordapp.net/${file}?ex=65a&is=659&hm=abc&=&format=webp&width=350&height=350`,
    );
    expect(shown).toMatchObject({
      subject: 'file',
      url: `https://cdn.discordapp.com/${file}?ex=65a&is=659&hm=abc`,
    });
    expect(ids(`https://cdn.discordapp.com/${file}`)).toEqual([
      ['attachment', CHANNEL, '600000000000000001'],
    ]);
    expect(shown?.identities).toEqual(addressOf(`https://cdn.discordapp.com/${file}?ex=1`)?.identities);
  });

  const NOT_DISCORD = [
    'https://discord.com/',
    'https://discord.com/login',
    'https://discord.com/channels/@me',
    `https://discord.com/channels/${SERVER}/${CHANNEL}/notanumber`,
    'https://discord.gg/',
    'https://discord.com/developers/docs',
    'https://support.discord.com/hc/en-us',
    `https://discord.com.evil.example/channels/${SERVER}/${CHANNEL}/${MESSAGE}`,
    `https://notdiscord.com/channels/${SERVER}/${CHANNEL}/${MESSAGE}`,
    'https://cdn.discordapp.com/avatars/800000000000000001/a.png',
    `ftp://discord.com/channels/${SERVER}/${CHANNEL}/${MESSAGE}`,
  ];
  it.each(NOT_DISCORD)('%s is nothing that can be flagged on Discord', (url) => {
    expect(addressOf(url)?.platform).not.toBe('discord');
  });

  it('knows a message by channel and number, however it was read', () => {
    const keys = (post: Parameters<typeof identitiesOf>[0]): string[] =>
      dedupeKeys(identitiesOf(post, 'https://discord.com/channels/@me', 'discord'), '');
    expect(keys({ subject: 'post', postId: MESSAGE, channel: { id: CHANNEL } })).toEqual(
      keys({ subject: 'post', postUrl: SPELLINGS[0]! }),
    );
    expect(keys({ subject: 'post', postId: MESSAGE })).not.toEqual(keys({ subject: 'post', postId: '1' }));
    expect(keys({ subject: 'account', author: { id: '800000000000000001' } })).toEqual(
      keys({ subject: 'account', postUrl: 'https://discord.com/users/800000000000000001' }),
    );
  });
});

describe('addresses that the reader makes', () => {
  const folder = `${ROOT}test/fixtures/pages/discord/`;
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  it.each(files)('are canonical: %s', (file) => {
    const text = readFileSync(folder + file, 'utf8');
    const found = [...text.matchAll(/"(?:postUrl|profileUrl|url)": "(https:\/\/(?:cdn\.)?discord[^"]+)"/g)];
    expect(found.length).toBeGreaterThan(0);
    for (const [, url] of found) expect(addressOf(url!)?.url).toBe(url);
  });
});

describe('addresses that others collected', () => {
  it('have none of Discord, else this fails and they are to be judged', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    expect([...urlCasesOf('discord'), ...matchCasesOf('discord')]).toEqual([]);
  });
});
