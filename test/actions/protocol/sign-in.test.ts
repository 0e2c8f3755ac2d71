import { describe, expect, it } from 'vitest';
import { offerSignInToCdn, signInToCdn } from '../../../src/actions/protocol/sign-in.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { AskCode } from '../../../src/ports/sign-in.ts';
import { fakeContext } from '../../support/context.ts';
import { fakeTerminal } from '../../support/terminal.ts';

const cdn = { provider: 'cloudfront' as const, distributionId: 'E1ABCDEFGHIJK' };

/** A context whose CDN wants a code: what it was given is in `codes`. */
function desk(answers?: readonly (string | boolean | undefined)[], drill = false) {
  const codes: (string | undefined)[] = [];
  const terminal = fakeTerminal(() => 0, answers);
  const withCode = async (ask: AskCode): Promise<void> => {
    codes.push(await ask({ device: 'mfa/jo', again: codes.length > 0 }));
    if (codes.at(-1) === undefined) throw refusal;
  };
  const config = resolveConfig({
    environments: { production: { cdn }, plain: { url: 'http://a' } },
  });
  const services = { cdnSignIn: async () => ({ withCode }) };
  return { codes, terminal, context: fakeContext({ config, services, terminal, drill }) };
}

const refusal = new TsopsError({ kind: 'credentials', message: 'No MFA code was given.' });

describe('the code of a device', () => {
  it('is asked for on a terminal, with the name of the device', async () => {
    const { codes, terminal, context } = desk(['123456']);
    await signInToCdn(context, 'production');
    expect(codes).toEqual(['123456']);
    expect(terminal.questions).toEqual(['MFA code of mfa/jo']);
  });

  it('is asked for with another question after one that was refused', async () => {
    const { terminal, context } = desk(['000000', '123456']);
    await signInToCdn(context, 'production');
    await signInToCdn(context, 'production');
    expect(terminal.questions[1]).toBe('That code was refused. MFA code of mfa/jo');
  });

  it.each([
    ['without a terminal', undefined, false, 'production'],
    ['in the sandbox', ['123456'], true, 'production'],
    ['for an environment without a CDN', ['123456'], false, 'plain'],
  ])('is not asked for %s', async (_, answers, drill, environment) => {
    const { codes, terminal, context } = desk(answers, drill);
    await signInToCdn(context, environment);
    expect([codes, terminal.questions]).toEqual([[], []]);
  });

  it('stops what cannot go on without it, and is only missed by what can', async () => {
    await expect(signInToCdn(desk([undefined]).context, 'production')).rejects.toBe(refusal);
    const { terminal, context } = desk([undefined]);
    await offerSignInToCdn(context, 'production');
    expect(terminal.lines).toEqual(['No MFA code was given.']);
  });
});
