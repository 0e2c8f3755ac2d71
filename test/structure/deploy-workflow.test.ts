import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tagIn } from '../../src/domain/deploys/title-version.ts';
import { rollbackGuards } from '../../src/domain/rollback/guards.ts';
import { parseWorkflow } from '../../src/services/github/workflow.ts';

const guide = new URL('../../docs/deploy-workflow.md', import.meta.url);
const yaml = /```yaml\n(.*?)```/s.exec(readFileSync(guide, 'utf8'))?.[1] ?? '';

describe('the example of docs/deploy-workflow.md', () => {
  it('names its version and environment in the title of each run', async () => {
    const { runName } = await parseWorkflow('deploy-prod.yml', yaml);
    const title = runName
      ?.replace(/\S+ inputs\.version }}/, 'v1.2.2')
      .replace(/\S+ inputs\.environment }}/, 'staging');
    expect(title).toBe('Deploy v1.2.2 to staging');
    expect(tagIn(title ?? '')).toBe('v1.2.2');
  });

  it('lets one deploy at a time through', async () => {
    expect((await parseWorkflow('deploy-prod.yml', yaml)).concurrency).toMatch(/^deploy-/);
  });

  it.each(['production', 'staging'])(
    'passes the guards of a rollback of %s',
    async (environment) => {
      const file = await parseWorkflow('deploy-prod.yml', yaml);
      const [guard] = rollbackGuards({
        target: 'v1.2.2',
        environment,
        forward: false,
        mayPropose: true,
        served: { trouble: '' },
        tags: { trouble: '' },
        pipeline: { value: { ...file, state: 'active' } },
        pipelineName: 'deploy-prod.yml',
        ref: 'main',
        versionInput: 'version',
        inFlight: { trouble: '' },
        token: { trouble: '' },
        command: '',
      }).filter(({ name }) => name === 'workflow');
      expect(guard?.state).toBe('pass');
    },
  );
});
