import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { awsWithCode, profileWithDevice } from '../support/aws-with-code.ts';
import { endToEnd } from '../support/e2e.ts';
import { expectQuietTerminal, onTerminal, pseudoTerminals, sitDown } from '../support/e2e-pty.ts';

const suite = endToEnd();
const pty = await pseudoTerminals();
const question = 'MFA code of arn:aws:iam::123456789012:mfa/jo';

/** A machine whose AWS profile takes its role with the code 123456 alone. */
async function machine() {
  const aws = await awsWithCode('123456');
  suite.after(aws.close);
  const home = profileWithDevice(aws.url);
  suite.after(home.remove);
  const config = join(suite.folder(), 'mfa.config.yaml');
  const cdn = 'cdn: { distributionId: E1ABCDEFGHIJK }';
  writeFileSync(
    config,
    `environments:\n  production:\n    url: http://127.0.0.1:9/\n    ${cdn}\nuptimerobot: { apiUrl: "http://127.0.0.1:9" }\n`,
  );
  return { aws, env: { ...home.env, TSOPS_CONFIG: config } };
}

describe.skipIf(pty === undefined)(
  'an AWS profile with a device, on a terminal',
  onTerminal,
  () => {
    const sit = (args: readonly string[], env: Record<string, string>) => {
      if (pty === undefined) throw new Error('there is no pseudo-terminal');
      return sitDown(pty, suite, args, env);
    };

    test('is asked for its code once, again after a wrong one, and the answer is of the role', async () => {
      const { aws, env } = await machine();
      const person = sit(['invalidate', 'status'], env);
      await person.sees(question);
      person.types('999999\r');
      await person.sees('That code was refused');
      person.types('123456\r');
      expect(await person.ended).toBe(0);
      expect(aws.codes).toEqual(['999999', '123456']);
      expect(new Set(aws.keysSeen)).toEqual(new Set([aws.roleKeys]));
      expectQuietTerminal(person);
    });

    test('is left alone by Ctrl-C: 130, and nothing was sent', async () => {
      const { aws, env } = await machine();
      const person = sit(['invalidate', 'status'], env);
      await person.sees(question);
      person.types('\u0003');
      expect(await person.ended).toBe(130);
      expect([aws.codes, aws.keysSeen]).toEqual([[], []]);
      expectQuietTerminal(person);
    });

    test.each([
      ['a document', ['invalidate', 'status', '--json'], 4],
      ['--no-input', ['invalidate', 'status', '--no-input'], 4],
    ])('is not asked for its code for %s', async (_, args, code) => {
      const { aws, env } = await machine();
      const person = sit(args, env);
      expect(await person.ended).toBe(code);
      const seen = person.lines().join('');
      expect(seen).toMatch(/nobody can\s+be asked here/);
      expect(seen).toContain('aws configure export-credentials --profile oncall');
      expect(aws.codes).toEqual([]);
    });

    test('is not asked behind a screen that is redrawn: there it stays unknown', async () => {
      const { aws, env } = await machine();
      const person = sit(['doctor', 'aws'], env);
      expect(await person.ended).not.toBe(0);
      expect(person.lines().join(' ')).toContain('MFA code');
      expect(person.lines().join(' ')).not.toContain(question);
      expect(aws.codes).toEqual([]);
    });
  },
);

test('without a terminal nobody is asked for a code', async () => {
  const { aws, env } = await machine();
  const { code, stderr } = await suite.run(['invalidate', 'status'], { env });
  expect(code).toBe(4);
  expect(stderr).toContain('nobody can be asked here');
  expect(aws.codes).toEqual([]);
});
