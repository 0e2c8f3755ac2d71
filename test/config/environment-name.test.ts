import { describe, expect, it } from 'vitest';
import { environmentNamed } from '../../src/config/environment-name.ts';

const known = ['production', 'staging'];

describe('the name of an environment', () => {
  it.each(known)('%s is one that the config knows', (name) => {
    expect(environmentNamed(name, known)).toBe(name);
  });

  it.each([
    ['prod', 'production'],
    ['Prod', 'production'],
    ['prodution', 'production'],
    ['stagin', 'staging'],
    ['STAGING', 'staging'],
  ])('%s is refused: did you mean %s?', (name, meant) => {
    const refusal = expect.objectContaining({
      kind: 'usage',
      message: `There is no environment ${name}. Did you mean ${meant}?`,
      why: 'The config knows production, staging.',
      next: [`--env ${meant}`],
    });
    expect(() => environmentNamed(name, known)).toThrow(refusal);
  });

  it.each(['qa', '', '__proto__', 'toString'])('%j is refused without a guess', (name) => {
    expect(() => environmentNamed(name, known)).toThrow(
      expect.objectContaining({ kind: 'usage', next: ['tsops config show'] }),
    );
  });

  it('that begins two of them is no guess', () => {
    expect(() => environmentNamed('p', ['preview', 'production'])).toThrow(
      expect.objectContaining({ next: ['tsops config show'] }),
    );
  });

  it('of a config that names none is told as its fault, with what to set', () => {
    expect(() => environmentNamed('production', [])).toThrow(
      expect.objectContaining({
        kind: 'config',
        next: expect.arrayContaining(['tsops init --force --url https://…']),
      }),
    );
  });
});
