import { describe, expect, it } from 'vitest';
import { weights, weightsAbout } from '../../../src/domain/diagnosis/weights.ts';

describe('the weights of a walk', () => {
  it('begin with what counts whatever is answered, which no question is needed for', () => {
    const [first] = Object.entries(weightsAbout('errors'));
    expect(first?.[0]).toBe('unseen-always');
    expect(first?.[1]).toMatchObject({ evidence: null, hypothesis: 'cause-not-seen' });
    expect(Object.keys(weightsAbout('speed'))[0]).toBe('slow-always');
    expect(Object.keys(weightsAbout('site'))[0]).toBe('site-always');
  });

  it('name the question that they belong to', () => {
    expect(weightsAbout('errors')['service-down']?.evidence).toBe('dependencies');
    expect(weightsAbout('speed')['image-huge']?.evidence).toBe('images');
  });

  it('are those of its own questions', () => {
    expect(weightsAbout('speed')).not.toHaveProperty('service-down');
    expect(weightsAbout('errors')).not.toHaveProperty('image-huge');
    expect(weightsAbout('site')).toHaveProperty('site-down');
  });

  it('are all in one table', () => {
    const all = ['site', 'errors', 'speed'] as const;
    const names = all.flatMap((about) => Object.keys(weightsAbout(about)));
    expect(new Set(Object.keys(weights))).toEqual(new Set(names));
  });

  it('leave a cause that is not seen below what naming needs, until something was looked for', () => {
    for (const name of ['unseen-always', 'slow-always', 'site-always'] as const) {
      expect(weights[name].hypothesis).toBe('cause-not-seen');
      expect(weights[name].points).toBeGreaterThan(0);
    }
  });
});
