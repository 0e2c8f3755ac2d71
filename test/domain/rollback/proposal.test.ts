import { describe, expect, it } from 'vitest';
import { type Deploy, deployOf } from '../../../src/domain/deploys/history.ts';
import { proposedVersion, rollbackCandidates } from '../../../src/domain/rollback/proposal.ts';

/** Newest last; `!` after a version is a failed deploy, `s:` before it one to staging. */
function deploys(...versions: string[]): Deploy[] {
  return versions
    .map((text, index) => ({
      runId: index + 1,
      version: /v[\d.]+/.exec(text)?.[0] ?? null,
      environment: text.startsWith('s:') ? 'staging' : 'production',
      actor: 'minji-kim',
      at: (index + 1) * 1000,
      endedAt: null,
      conclusion: text.endsWith('!') ? 'failure' : 'success',
      status: 'completed',
      url: '',
    }))
    .reverse();
}

const tags = new Set(['v1.0.0', 'v1.1.0', 'v1.2.0', 'v1.3.0']);
const proposed = (history: Deploy[], served: string | null, forward = false) =>
  proposedVersion(rollbackCandidates(history, 'production', served, tags, forward));

describe('the version that is proposed', () => {
  it('is the one that was live before', () => {
    expect(proposed(deploys('v1.0.0', 'v1.1.0', 'v1.2.0'), 'v1.2.0')).toBe('v1.1.0');
  });
  it('is not one whose deploy failed', () => {
    expect(proposed(deploys('v1.0.0', 'v1.1.0!', 'v1.2.0'), 'v1.2.0')).toBe('v1.0.0');
  });
  it('is not one of another environment', () => {
    expect(proposed(deploys('v1.0.0', 's:v1.1.0', 'v1.2.0'), 'v1.2.0')).toBe('v1.0.0');
  });
  it('is not one that somebody rolled back from', () => {
    const history = deploys('v1.0.0', 'v1.1.0', 'v1.0.0', 'v1.2.0');
    expect(proposed(history, 'v1.2.0')).toBe('v1.0.0');
  });
  it('is one that was rolled back from once and then stayed', () => {
    const history = deploys('v1.0.0', 'v1.1.0', 'v1.0.0', 'v1.1.0', 'v1.2.0');
    expect(proposed(history, 'v1.2.0')).toBe('v1.1.0');
  });
  it('is not newer than what is served, unless that is wanted', () => {
    const history = deploys('v1.0.0', 'v1.2.0', 'v1.3.0', 'v1.1.0');
    expect(proposed(history, 'v1.1.0')).toBe('v1.0.0');
    const kept = deploys('v1.0.0', 'v1.2.0', 'v1.1.0!', 'v1.3.0');
    expect(proposed(kept, 'v1.0.0', true)).toBe('v1.3.0');
  });
  it('has a tag that still exists', () => {
    expect(proposed(deploys('v1.0.0', 'v1.0.5', 'v1.2.0'), 'v1.2.0')).toBe('v1.0.0');
  });
  it('is none where nothing else was live', () => {
    expect(proposed(deploys('v1.2.0'), 'v1.2.0')).toBeNull();
    expect(proposed([], 'v1.2.0')).toBeNull();
  });
  it('is the newest by its deploy, in whatever order GitHub lists them', () => {
    const history = deploys('v1.0.0', 'v1.1.0', 'v1.2.0');
    const shuffled = [2, 0, 1].flatMap((at) => history[at] ?? []);
    expect(proposed(shuffled, 'v1.2.0')).toBe('v1.1.0');
    expect(proposed(history.toReversed(), 'v1.2.0')).toBe('v1.1.0');
  });
  it('is not one of a deploy that names no version', () => {
    const [last, ...before] = deploys('v1.0.0', 'v1.1.0', 'v1.2.0');
    const nameless = before.map((deploy) => ({ ...deploy, version: null }));
    expect(proposed([...(last ? [last] : []), ...nameless], 'v1.2.0')).toBeNull();
    const odd = before.map((deploy) => ({ ...deploy, version: 'main' }));
    const all = new Set([...tags, 'main']);
    const list = rollbackCandidates(odd, 'production', 'v1.2.0', all, false);
    expect(list).toEqual([]);
  });
  it('is the last one live where it is not known what is served', () => {
    expect(proposed(deploys('v1.0.0', 'v1.1.0', 'v1.2.0'), null)).toBe('v1.2.0');
  });
  it('may be older or newer than a served version that is none', () => {
    expect(proposed(deploys('v1.0.0', 'v1.2.0'), 'main-3f2c')).toBe('v1.2.0');
  });
  it('is one whose deploy was repeated, and still one that was then rolled back from', () => {
    expect(proposed(deploys('v1.0.0', 'v1.1.0', 'v1.1.0', 'v1.2.0'), 'v1.2.0')).toBe('v1.1.0');
    const twice = deploys('v0.9.0', 'v1.1.0', 'v1.1.0', 'v1.0.0', 'v1.0.0', 'v1.2.0');
    expect(proposed(twice, 'v1.2.0')).toBe('v1.0.0');
    expect(
      rollbackCandidates(twice, 'production', 'v1.2.0', tags, false).map(({ against }) => against),
    ).toEqual(['served', null, 'rolled back', 'no tag']);
  });
  it('is recognised without the v of build-info.json', () => {
    expect(proposed(deploys('v1.1.0', 'v1.2.0'), '1.2.0')).toBe('v1.1.0');
  });
});

describe('the list', () => {
  it('says what speaks against each version, once each', () => {
    const history = deploys('v0.9.0', 'v1.0.0', 'v1.1.0', 'v1.0.0', 'v1.3.0', 'v1.2.0', 'v1.2.0');
    const list = rollbackCandidates(history, 'production', 'v1.2.0', tags, false);
    expect(list.map(({ version, against }) => [version, against])).toEqual([
      ['v1.2.0', 'served'],
      ['v1.3.0', 'newer'],
      ['v1.0.0', null],
      ['v1.1.0', 'rolled back'],
      ['v0.9.0', 'no tag'],
    ]);
  });
});

describe('a run as a deploy', () => {
  const run = {
    id: 7,
    title: 'Deploy v1.2.3 to staging',
    ref: 'main',
    status: 'in_progress',
    conclusion: null,
    actor: 'minji-kim',
    createdAt: 5,
    updatedAt: 9,
    url: 'u',
  };
  const names = ['production', 'staging'];
  it('has version and environment from its title, and no end while it runs', () => {
    expect(deployOf(run, names)).toMatchObject({
      version: 'v1.2.3',
      environment: 'staging',
      endedAt: null,
    });
  });
  it('has its version from the tag it ran on where the title names none', () => {
    const tagged = { ...run, title: 'Deploy', ref: 'v1.2.2', status: 'completed' };
    expect(deployOf(tagged, names)).toMatchObject({
      version: 'v1.2.2',
      environment: 'production',
      endedAt: 9,
    });
    expect(deployOf({ ...run, title: 'Deploy' }, names).version).toBeNull();
  });
});
