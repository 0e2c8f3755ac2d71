import { describe, expect, it } from 'vitest';
import { secretsIn } from '../../src/app/secrets.ts';
import { environmentVariables, secretVariables } from '../../src/config/environment.ts';
import { repositoryFiles, textOf } from '../support/repository.ts';

/** What any program of its kind reads, and what the AWS client is told by us. */
const general =
  /^(?:HOME|USER|PATH|TERM|CI|COLORTERM|LANG|LC_\w+|AWS_(?:SDK_JS|EC2_METADATA)_\w+)$/;

describe('the list of environment variables', () => {
  it('names every variable that the code reads', () => {
    const sources = repositoryFiles().filter((file) => /^(?:src|bin)\/.*\.ts$/.test(file));
    const read = sources.flatMap((file) =>
      [...textOf(file).matchAll(/\benv\.([A-Z][A-Z0-9_]+)/g)].map(([, name = '']) => name),
    );
    expect(read).toContain('TSOPS_SANDBOX_URL');
    const listed = environmentVariables.map(({ name, purpose }) => `${name} ${purpose}`).join(' ');
    const unlisted = read.filter((name) => !general.test(name) && !listed.includes(name));
    expect(unlisted).toEqual([]);
  });

  it('marks as secret what is redacted from all output', () => {
    // An access key's id names whose key it is; AWS prints it in its own errors.
    const names = secretVariables.map(({ name }) => name).filter((n) => n !== 'AWS_ACCESS_KEY_ID');
    for (const name of names) expect(secretsIn({ [name]: 'hunter2' })).toEqual(['hunter2']);
  });
});
