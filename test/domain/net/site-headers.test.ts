import { describe, expect, it } from 'vitest';
import {
  fillHeaders,
  headersForUrl,
  namesOtherVariable,
} from '../../../src/domain/net/site-headers.ts';

/** `${NAME}`, as it stands in a config. */
const braced = (name: string): string => `$\{${name}}`;
const env = { TSOPS_HEADER_STAGING: ' dXNlcjpwdw== ', GITHUB_TOKEN: 'ghp_secret' };

describe('a header of the config', () => {
  it.each([
    [`Basic ${braced('TSOPS_HEADER_STAGING')}`, 'Basic dXNlcjpwdw=='],
    ['Basic $TSOPS_HEADER_STAGING', 'Basic dXNlcjpwdw=='],
    ['TSOPS_HEADER_STAGING', 'dXNlcjpwdw=='],
    ['text/html', 'text/html'],
  ])('%s is filled in from its variable', (value, sent) => {
    expect(fillHeaders({ Authorization: value }, env, true)).toEqual({
      headers: { authorization: sent },
      missing: [],
    });
  });

  it('whose variable is not set is left out whole, and said', () => {
    const { headers, missing } = fillHeaders({ 'X-Key': braced('TSOPS_HEADER_NONE') }, env, true);
    expect(headers).toEqual({});
    expect(missing).toEqual(['TSOPS_HEADER_NONE is not set, so X-Key was not sent']);
  });

  it('of a config that is not trusted gets no variable, and what holds none stays', () => {
    const given = { Accept: 'text/html', Authorization: `Basic ${braced('TSOPS_HEADER_STAGING')}` };
    const { headers, missing } = fillHeaders(given, env, false);
    expect(headers).toEqual({ accept: 'text/html' });
    expect(missing).toEqual([
      'Authorization was not sent: the config that asks for it is not trusted',
    ]);
  });

  it('never holds another variable', () => {
    const { headers } = fillHeaders({ a: braced('GITHUB_TOKEN'), b: '$GITHUB_TOKEN' }, env, true);
    expect(JSON.stringify(headers)).not.toContain('ghp_');
    expect(namesOtherVariable(`x ${braced('GITHUB_TOKEN')}`)).toBe(true);
    expect(namesOtherVariable(`x ${braced('TSOPS_HEADER_STAGING')} $5`)).toBe(false);
  });

  it('that a line break would end is not sent', () => {
    const broken = { TSOPS_HEADER_A: 'a\r\nb: c' };
    expect(fillHeaders({ a: '$TSOPS_HEADER_A' }, broken, true).headers).toEqual({});
  });
});

describe('an address gets the headers of an environment', () => {
  const source = {
    environments: {
      staging: {
        url: 'https://staging.test/app',
        buildInfo: 'https://cdn.test:8443/b.json',
        headers: { a: '1' },
      },
      production: { url: 'https://shop.test', buildInfo: 'https://shop.test/b.json' },
    },
  };
  it.each([
    ['https://staging.test/any', { a: '1' }],
    ['https://cdn.test:8443/b.json', { a: '1' }],
    ['http://staging.test/', {}],
    ['https://cdn.test/', {}],
    ['https://staging.test.evil/', {}],
    ['https://shop.test/', {}],
  ])('%s: %j', (url, headers) => {
    expect(headersForUrl(url, source, env, true).headers).toEqual(headers);
  });
});
