import { describe, expect, it } from 'vitest';
import {
  bundleHistoryFile,
  bundleHistoryText,
  parseBundleHistory,
  withVersion,
} from '../../../src/domain/speed/bundle-history.ts';
import type { KeptVersion } from '../../../src/domain/speed/bundle-rules.ts';

const kept = (version: string, at: number): KeptVersion => ({
  version,
  at,
  files: [{ name: 'index.js', kind: 'script', decoded: 10 }],
});

describe('kept figures', () => {
  it('are read as they were written', () => {
    const versions = [kept('v1.2.3', 2), kept('v1.2.2', 1)];
    expect(parseBundleHistory(bundleHistoryText(versions))).toEqual(versions);
  });

  it.each(['', 'null', '[]', '{"versions":7}', '{"versions":[{"version":1}]}', '{"versions":[nul'])(
    'are none where the file holds %s',
    (text) => {
      expect(parseBundleHistory(text)).toEqual([]);
    },
  );

  const file = { name: 'index.js', kind: 'script', decoded: 10 };
  it.each<[string, object]>([
    ['version is no text', { version: 1 }],
    ['time is no number', { at: '2026-11-30' }],
    ['files are no list', { files: { length: 1 } }],
    ['files are one damaged and one sound', { files: [{ ...file, name: null }, file] }],
    ['file has no name', { files: [{ ...file, name: undefined }] }],
    ['file has a size in words', { files: [{ ...file, decoded: '10' }] }],
    ['file is of no kind', { files: [{ ...file, kind: undefined }] }],
    ['file is of a kind that no page loads', { files: [{ ...file, kind: 'video' }] }],
    ['file is null', { files: [null] }],
  ])('leave out a version whose %s, and keep the one beside it', (_what, change) => {
    const versions = [{ ...kept('v2', 2), ...change }, kept('v1', 1)];
    expect(parseBundleHistory(JSON.stringify({ versions }))).toEqual([kept('v1', 1)]);
  });

  it.each(['script', 'style', 'image', 'font', 'other'])('hold files of the kind %s', (kind) => {
    const versions = [{ version: 'v1', at: 1, files: [{ ...file, kind }] }];
    expect(parseBundleHistory(JSON.stringify({ versions }))).toEqual(versions);
  });

  it('stand newest first, whatever is read last', () => {
    const known = [kept('v3', 30), kept('v1', 10)];
    expect(withVersion(known, kept('v2', 20)).map(({ version }) => version)).toEqual([
      'v3',
      'v2',
      'v1',
    ]);
  });

  it('of a version take the place of an earlier read', () => {
    const found = withVersion([kept('v1', 1), kept('v2', 2)], kept('v1', 3));
    expect(found.map(({ version, at }) => [version, at])).toEqual([
      ['v1', 3],
      ['v2', 2],
    ]);
  });

  it('reach back twenty versions', () => {
    let known: KeptVersion[] = [];
    for (let i = 0; i < 30; i += 1) known = withVersion(known, kept(`v${i}`, i));
    expect(known).toHaveLength(20);
    expect(known[0]?.version).toBe('v29');
  });

  it('have a file for each site, whose name is no path', () => {
    expect(bundleHistoryFile('https://talkstudio.app/start')).toBe('talkstudio.app.json');
    expect(bundleHistoryFile('http://127.0.0.1:8080')).toBe('127.0.0.1_8080.json');
    expect(bundleHistoryFile('http://[::1]:8080')).not.toMatch(/[/\\:]/);
  });
});
