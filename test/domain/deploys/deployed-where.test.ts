import { describe, expect, it } from 'vitest';
import { environmentOfJobs, environmentOfRun } from '../../../src/domain/deploys/deployed-where.ts';

const known = ['production', 'eu'];
const input = (name: string) => ({ name, default: null });
const several = {
  inputs: [input('version'), input('environment')],
  runName: `Deploy \${{ inputs.version }} to \${{ inputs.environment }}`,
  environments: [],
};
const plain = { inputs: [input('version')], runName: null, environments: ['production'] };
const nameless = { ...several, runName: `Deploy \${{ inputs.version }}` };

describe('the environment of a run', () => {
  it.each([
    ['Deploy v1.2.3 to production', 'production'],
    ['Deploy v1.2.3 to Production by @minji-kim', 'production'],
    ['[eu] v1.2.3', 'eu'],
    ['Deploy v1.2.3 to the production cluster', 'production'],
    ['Promote v1.2.3 from production to eu', 'eu'],
  ])('is named by the title %s', (title, environment) => {
    expect(environmentOfRun(title, known, undefined)).toBe(environment);
  });

  it.each([
    'Deploy v1.2.3 to staging',
    'Deploy v1.2.3 → preview',
    'Deploy v1.2.3 to us-west (canary)',
    'Promote v1.2.3 from production to qa',
    'Deploy v1.2.3 to production-eu',
    'Deploy v1.2.3 to non-production',
  ])('is not production where the title names another: %s', (title) => {
    expect(environmentOfRun(title, known, several) ?? null).not.toBe('production');
    expect(environmentOfRun(title, known, null) ?? null).toBeNull();
    const literal = { ...plain, runName: `Deploy \${{ inputs.version }} to production` };
    expect(environmentOfRun(title, known, literal) ?? null).not.toBe('production');
  });

  it('is what the input says, wherever the title shows it', () => {
    const where = { ...several, runName: `\${{ inputs.environment }}: \${{ inputs.version }}` };
    expect(environmentOfRun('perf: v1.2.3', known, where)).toBe('perf');
    expect(environmentOfRun('EU: v1.2.3', known, where)).toBe('eu');
  });

  it('is that of the jobs where the workflow has one alone, whatever a commit is called', () => {
    expect(environmentOfRun('Move the button to header', known, plain)).toBe('production');
    expect(environmentOfRun('Deploy', known, { ...plain, environments: ['staging'] })).toBe(
      'staging',
    );
  });

  it('is left open where the workflow asks for it and the title does not show it', () => {
    expect(environmentOfRun('Deploy v1.2.3', known, nameless)).toBeUndefined();
    expect(environmentOfRun('Deploy v1.2.3', known, undefined)).toBeUndefined();
  });

  it('is the main one where nothing at all names one', () => {
    const bare = { inputs: [input('version')], runName: null, environments: [] };
    expect(environmentOfRun('Deploy', known, bare)).toBe('production');
    expect(environmentOfRun('Deploy', ['shop'], bare)).toBe('shop');
    expect(environmentOfRun('Deploy', ['eu', 'us'], bare)).toBeNull();
  });
});

describe('the environment that jobs name', () => {
  const job = (name: string, conclusion = 'success') => ({ name, conclusion });
  it('is told by the job that ran', () => {
    expect(environmentOfJobs([job('build'), job('deploy (eu)')], known)).toBe('eu');
    expect(environmentOfJobs([job('deploy-staging')], known)).toBe('staging');
    expect(environmentOfJobs([job('deploy-eu', 'skipped'), job('deploy-production')], known)).toBe(
      'production',
    );
  });
  it('is not told by jobs of two, nor by none', () => {
    expect(
      environmentOfJobs([job('deploy (eu)'), job('deploy (production)')], known),
    ).toBeUndefined();
    expect(environmentOfJobs([job('deploy')], known)).toBeUndefined();
  });
});
