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
