import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { endToEnd } from '../support/e2e.ts';
import { isInstalled } from './installed.ts';

/* What tsops sends for an intent means the same as what the vendor's own client sends. */
const suite = endToEnd();
const path = { PATH: process.env.PATH };

/** Method, address and body of the one write to a system. */
function onlyWrite(sandbox: Sandbox, system: string) {
  const writes = sandbox.requests().filter((one) => one.system === system && one.method === 'POST');
  const [write, ...more] = writes.filter((one) => one.path !== '/graphql');
  if (!write || more.length > 0) throw new Error(`${writes.length} writes`);
  return { method: write.method, path: write.path, body: write.body };
}

async function tsops(sandbox: Sandbox, ...words: string[]) {
  const { code, stderr } = await suite.run(words, { env: sandbox.env });
  expect(code, stderr).toBe(0);
}

async function client(sandbox: Sandbox, file: string, ...words: string[]) {
  const { ended } = suite.startProgram(file, words, { env: { ...sandbox.env, ...path } });
  const { code, stderr } = await ended;
  expect(code, stderr).toBe(0);
}

describe('a write of tsops', { timeout: 60_000 }, () => {
  test.skipIf(!isInstalled('gh'))(
    'rollback dispatches what gh workflow run dispatches',
    async () => {
      const [ours, theirs] = [await suite.sandbox(), await suite.sandbox()];
      await tsops(ours, 'rollback', 'v1.2.2', '--confirm', 'production', '--no-wait');
      await client(theirs, 'gh', 'workflow', 'run', 'deploy-prod.yml', '-f', 'version=v1.2.2');
      const [own, other] = [onlyWrite(ours, 'github'), onlyWrite(theirs, 'github')];
      // gh names the workflow by its number, which it has looked up by the file's name.
      expect(own.path.replace('deploy-prod.yml', '48130771')).toBe(
        other.path.replace('deploy-prod.yml', '48130771'),
      );
      expect(JSON.parse(own.body)).toMatchObject({ ref: 'main', inputs: { version: 'v1.2.2' } });
      const { ref, inputs } = JSON.parse(other.body);
      expect(JSON.parse(own.body)).toMatchObject({ ref, inputs });
      expect(ours.world.events).toMatchObject(
        theirs.world.events.map(({ at: _, ...meaning }) => meaning),
      );
    },
  );

  test.skipIf(!isInstalled('aws'))('invalidate asks for what aws asks for', async () => {
    const [ours, theirs] = [await suite.sandbox(), await suite.sandbox()];
    const paths = ['/index.html', '/img/a&b.png', '/docs/*'];
    await tsops(ours, 'invalidate', ...paths, '--confirm', 'production', '--no-wait');
    const endpoint = ['--endpoint-url', theirs.urls.aws];
    const asked = ['create-invalidation', '--distribution-id', 'E2SANDBOX1PROD', '--paths'];
    await client(theirs, 'aws', ...endpoint, 'cloudfront', ...asked, ...paths);
    const [own, other] = [onlyWrite(ours, 'aws'), onlyWrite(theirs, 'aws')];
    expect(own.path).toBe(other.path);
    const meaning = ({ body }: { body: string }) => ({
      quantity: /<Quantity>(\d+)/.exec(body)?.[1],
      paths: [...body.matchAll(/<Path>([^<]*)/g)].map((match) => match[1]).sort(),
      namespace: /xmlns="([^"]*)"/.exec(body)?.[1],
      reference: /<CallerReference>[^<]+/.test(body),
    });
    expect(meaning(own)).toEqual(meaning(other));
    expect(meaning(own)).toMatchObject({ quantity: '3', reference: true });
  });
});
