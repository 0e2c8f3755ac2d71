import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import { liveByDeploys } from '../../../src/domain/deploys/live.ts';

function deploy(
  version: string | null,
  at: number,
  endedAt: number | null,
  end = 'success',
): Deploy {
  const conclusion = endedAt === null ? null : end;
  const known = { runId: at, environment: 'production', actor: 'minji-kim', url: '' };
  return {
    ...known,
    version,
    at,
    endedAt,
    conclusion,
    status: conclusion ? 'completed' : 'queued',
  };
}

const live = (...deploys: Deploy[]) => liveByDeploys(deploys, 'production');

describe('what is live by the deploys', () => {
  it('is the version that went live last', () => {
    expect(live(deploy('v1.0.0', 1, 2), deploy('v1.1.0', 3, 4))).toEqual({
      version: 'v1.1.0',
      perhaps: [],
      doubt: null,
    });
  });
  it('is not known where two versions were deployed at the same time', () => {
    const found = live(deploy('v1.0.0', 1, 9), deploy('v1.1.0', 3, 10));
    expect(found).toMatchObject({ version: null, perhaps: ['v1.1.0', 'v1.0.0'] });
    expect(found.doubt).toBe('the deploys of v1.1.0 and v1.0.0 overlapped');
  });
  it('is known where one version was deployed twice at the same time', () => {
    expect(live(deploy('v1.0.0', 1, 9), deploy('1.0.0', 3, 10)).doubt).toBeNull();
  });
  it.each([
    [deploy('v1.0.0', 5, 6, 'cancelled'), 'was cancelled'],
    [deploy('v1.0.0', 5, 6, 'failure'), 'ended in failure'],
    [deploy('v1.0.0', 5, null), 'is still running'],
  ])('may be that of a later deploy that did not succeed', (later, ending) => {
    expect(live(deploy('v1.1.0', 1, 2), later)).toEqual({
      version: 'v1.1.0',
      perhaps: ['v1.0.0'],
      doubt: `a later deploy of v1.0.0 ${ending}`,
    });
  });
  it('is not touched by a failure before it, nor by another environment', () => {
    const before = deploy('v1.0.0', 1, 2, 'failure');
    const elsewhere = { ...deploy('v2.0.0', 7, 8), environment: 'staging' };
    expect(live(before, deploy('v1.1.0', 3, 4), elsewhere)).toMatchObject({
      version: 'v1.1.0',
      doubt: null,
    });
  });
});
