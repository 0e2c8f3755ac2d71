import { afterEach, describe, expect, it, vi } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { AskCode } from '../../../src/ports/sign-in.ts';
import { createCdn } from '../../../src/services/aws/cloudfront.ts';
import { openCloudWatch } from '../../../src/services/aws/cloudwatch.ts';
import { createSignIn } from '../../../src/services/aws/sign-in.ts';
import { createKeyRing } from '../../../src/services/key-ring.ts';
import { awsWithCode, device, profileWithDevice } from '../../support/aws-with-code.ts';
import { fakeClock } from '../../support/clock.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0)) await undo();
});

/** The engineer's machine, its one run, and an AWS that takes 123456. */
async function machine(base?: string) {
  const aws = await awsWithCode('123456');
  const home = profileWithDevice(aws.url, base);
  cleanUp.push(aws.close, home.remove);
  for (const name of Object.keys(process.env)) {
    if (/^AWS_/.test(name)) vi.stubEnv(name, undefined);
  }
  for (const [name, value] of Object.entries(home.env)) vi.stubEnv(name, value);
  const stop = new AbortController();
  const options = {
    config: { region: 'us-east-1' },
    env: home.env,
    drill: false,
    clock: fakeClock(),
    signal: stop.signal,
    keyRing: createKeyRing(),
  };
  return { aws, options, stop };
}

/** Answers with the next code; what was asked is kept. */
function person(...codes: (string | undefined)[]) {
  const asked: Parameters<AskCode>[0][] = [];
  const askCode: AskCode = async (question) => {
    asked.push(question);
    if (codes.length === 0) throw new Error('asked once too often');
    return codes.shift();
  };
  return { asked, askCode };
}

async function refusal(promise: Promise<unknown>): Promise<TsopsError> {
  const thrown = await promise.catch((error: unknown) => error);
  if (thrown instanceof TsopsError) return thrown;
  throw new Error(`no TsopsError: ${String(thrown)}`);
}

describe('signing in with the code of a device', () => {
  it('asks once, and every read of the run has the keys of the role', async () => {
    const { aws, options } = await machine();
    const { asked, askCode } = person('123 456 ');
    await createSignIn(options).withCode(askCode);
    await createSignIn(options).withCode(askCode);
    await createCdn(options).invalidations('E1', 10);
    const { client, sdk } = await openCloudWatch(options);
    const window = { StartTime: new Date(0), EndTime: new Date(60_000) };
    await client
      .send(new sdk.GetMetricDataCommand({ ...window, MetricDataQueries: [] }))
      .catch(() => {});
    expect(asked).toEqual([{ device, again: false }]);
    expect(aws.codes).toEqual(['123456']);
    expect(aws.devices).toEqual([device]);
    expect(new Set(aws.keysSeen)).toEqual(new Set([aws.roleKeys]));
    expect(aws.keysSeen.length).toBeGreaterThan(1);
  });

  it('asks again after a wrong code, and says that it was refused', async () => {
    const { aws, options } = await machine();
    const { asked, askCode } = person('000000', '123456');
    await createSignIn(options).withCode(askCode);
    expect(asked.map(({ again }) => again)).toEqual([false, true]);
    await createCdn(options).invalidations('E1', 10);
    expect(aws.keysSeen).toEqual([aws.roleKeys]);
  });

  it('gives up after three wrong codes, with what AWS said and what to type', async () => {
    const { aws, options } = await machine();
    const { asked, askCode } = person('1', '2', '3', '4');
    const error = await refusal(createSignIn(options).withCode(askCode));
    expect(error.kind).toBe('credentials');
    expect(error.message).toContain('AWS refused the MFA code');
    expect(error.next).toEqual([
      'eval "$(aws configure export-credentials --profile oncall --format env)"',
    ]);
    expect(asked).toHaveLength(3);
    expect(aws.codes).toEqual(['1', '2', '3']);
  });

  it.each([undefined, '', '  '])('sends nothing where %j is given for a code', async (code) => {
    const { aws, options } = await machine();
    const error = await refusal(createSignIn(options).withCode(person(code).askCode));
    expect(error.message).toContain(`No MFA code was given for ${device}`);
    expect(aws.codes).toEqual([]);
  });

  it('ends with the reason of Ctrl-C', async () => {
    const { options, stop } = await machine();
    const reason = new TsopsError({ kind: 'interrupted', message: 'Stopped by SIGINT.' });
    const signing = createSignIn(options).withCode(async () => {
      stop.abort(reason);
      throw reason;
    });
    await expect(signing).rejects.toBe(reason);
  });

  it('leaves it to the read to tell what else is wrong', async () => {
    const { options } = await machine();
    const nobody = { ...options, env: { ...options.env, AWS_PROFILE: 'gone' } };
    vi.stubEnv('AWS_PROFILE', 'gone');
    await createSignIn(nobody).withCode(person().askCode);
    const error = await refusal(createCdn(nobody).invalidations('E1', 10));
    expect(error.message).toContain('profile gone does not exist');
  });

  it('asks nobody where the keys below the role cannot be had', async () => {
    const { aws, options } = await machine('not-there');
    await createSignIn(options).withCode(person().askCode);
    const error = await refusal(createCdn(options).invalidations('E1', 10));
    expect(error.message).toContain('oncall builds on not-there');
    expect(aws.codes).toEqual([]);
  });
});

describe('without signing in', () => {
  it('a read asks nobody, and says what to type', async () => {
    const { aws, options } = await machine();
    const error = await refusal(createCdn(options).invalidations('E1', 10));
    expect(error.message).toContain('MFA code, and nobody can be asked here');
    expect(error.next[0]).toContain('aws configure export-credentials --profile oncall');
    expect(aws.codes).toEqual([]);
  });

  it('keys of the environment are used, and nobody is asked', async () => {
    const { aws, options } = await machine();
    const env = { ...options.env, AWS_ACCESS_KEY_ID: 'AKIAMINE', AWS_SECRET_ACCESS_KEY: 'mine' };
    await createSignIn({ ...options, env }).withCode(person().askCode);
    await createCdn({ ...options, env }).invalidations('E1', 10);
    expect(aws.keysSeen).toEqual(['AKIAMINE']);
  });
});
