import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import { lastDeployed, versionBefore } from '../../../src/domain/deploys/version-before.ts';

function deploy(version: string | null, at: number, conclusion: string | null = 'success'): Deploy {
  const status = conclusion === null ? 'in_progress' : 'completed';
  const endedAt = conclusion === null ? null : at + 1;
  const known = { runId: at, environment: 'production', actor: 'minji-kim', url: '' };
  return { ...known, version, at, endedAt, conclusion, status };
}

const history = [
  deploy('v1.2.4', 60, null),
  deploy('v1.2.3', 50),
  deploy('v1.2.9', 40, 'failure'),
  deploy(null, 30),
  deploy('v1.2.2', 20),
  deploy('v1.2.1', 10),
];

describe('the version before', () => {
  it('is that of the last deploy that succeeded with another one', () => {
    expect(versionBefore(history, 'v1.2.3')).toBe('v1.2.2');
    expect(versionBefore(history, '1.2.2')).toBe('v1.2.1');
  });

  it('is not known of the first version, nor of one that was never deployed', () => {
    expect(versionBefore(history, 'v1.2.1')).toBeNull();
    expect(versionBefore(history, 'v9.9.9')).toBeNull();
  });

  it('of a version that was deployed twice in a row is another one', () => {
    expect(versionBefore([deploy('v1.2.3', 55), ...history], 'v1.2.3')).toBe('v1.2.2');
  });
});

describe('the version that was deployed last', () => {
  it('is that of the newest run that succeeded', () => {
    expect(lastDeployed(history)).toBe('v1.2.3');
    expect(lastDeployed([])).toBeNull();
  });
});
