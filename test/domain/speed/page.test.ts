import { describe, expect, it } from 'vitest';
import { hasHash, isOwn, nameWithoutHash } from '../../../src/domain/speed/page.ts';

const site = 'https://talkstudio.app';

describe('the name of a file without its hash', () => {
  it.each([
    ['/assets/index-3f2a9c1b.js', 'index.js'],
    ['/assets/index-DiwrgTda.js', 'index.js'],
    ['/assets/polyfills-legacy-BxYz12ab.js', 'polyfills-legacy.js'],
    ['/assets/date-Ab1-_xyz.css', 'date.css'],
    ['/static/main.8c1b2d3e4f.chunk.js', 'main.chunk.js'],
    ['/static/hero.3f2a9c1b0d4e5f60.webp', 'hero.webp'],
    ['/assets/app.js', 'app.js'],
    ['/assets/service-worker.js', 'service-worker.js'],
    ['/assets/group-conversation.js', 'group-conversation.js'],
    ['/assets/index-3f2a9c1b.js?v=2', 'index.js'],
    // Without a digit a hash is told by a capital after a small letter.
    ['/assets/index-diwrgTda.js', 'index.js'],
    ['/assets/index-dTiwrgda.js', 'index.js'],
    ['/assets/chat-Messages.js', 'chat-Messages.js'],
    // A word of two words is none.
    ['/assets/chat-userList.js', 'chat-userList.js'],
    ['/assets/chat-RoomList.css', 'chat-RoomList.css'],
    ['/assets/user-dTiwrgda.css', 'user.css'],
    // webpack's and Next's are hex, esbuild's are capitals and 2 to 7.
    ['/static/js/787.28cb0dcd9a1b4c5f.chunk.js', '787.chunk.js'],
    ['/_next/static/chunks/main-app-3c2f1d7e8a9b0c4d.js', 'main-app.js'],
    ['/_next/static/chunks/webpack-5adebf9f62dc3001.js', 'webpack.js'],
    ['/app-J7UXAMDI.js', 'app.js'],
    ['/chunk-XQLYTWNV.js', 'chunk.js'],
    // Not before the ending.
    ['/locales/strings-20261130.de-DE.js', 'strings-20261130.de-DE.js'],
    ['/', ''],
  ])('of %s is “%s”', (path, name) => {
    expect(nameWithoutHash(site + path)).toBe(name);
  });

  it('tells whether there was one', () => {
    expect(hasHash(`${site}/assets/index-3f2a9c1b.js`)).toBe(true);
    expect(hasHash(`${site}/favicon.svg`)).toBe(false);
  });
});

describe('a file is ours', () => {
  it.each([
    ['https://talkstudio.app/a.js', true],
    ['https://assets.talkstudio.app/a.js', true],
    ['https://talkstudio.app.evil.test/a.js', false],
    ['https://nottalkstudio.app/a.js', false],
    ['https://cdn.example.com/talkstudio.app/a.js', false],
  ])('%s: %s', (url, expected) => {
    expect(isOwn(url, [site, 'https://staging.talkstudio.app'])).toBe(expected);
  });

  it('below the domain of a site that begins with www', () => {
    expect(isOwn('https://static.talkstudio.app/a.js', ['https://www.talkstudio.app'])).toBe(true);
  });

  it('only below the whole host where www stands within it', () => {
    const sites = ['https://eu.www.talkstudio.app'];
    expect(isOwn('https://static.eu.www.talkstudio.app/a.js', sites)).toBe(true);
    expect(isOwn('https://eu.talkstudio.app/a.js', sites)).toBe(false);
  });
});
