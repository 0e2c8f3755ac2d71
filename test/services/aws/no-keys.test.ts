import { describe, expect, it } from 'vitest';
import { awsError } from '../../../src/services/aws/errors.ts';

const call = {
  iamAction: 'cloudfront:ListInvalidations',
  endpoint: 'https://cloudfront.amazonaws.com',
  profile: 'on call' as string | undefined,
  resource: 'distribution E1',
};

/** Of a provider's message; `noted` is what the SDK logged where its error tells nothing. */
function told(message: string, noted: string[] = [], profile = call.profile) {
  const thrown = Object.assign(new Error(message), { name: 'CredentialsProviderError' });
  return awsError(thrown, { ...call, profile, noted });
}

const nowhere = 'Could not load credentials from any providers';

describe('why AWS gives no keys', () => {
  it.each([
    [
      'Profile on call requires multi-factor authentication, but no MFA code callback was provided.',
      'MFA code',
      /export-credentials --profile 'on call'/,
    ],
    [
      'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
      'sign-in of profile on call',
      /^aws sso login --profile 'on call'$/,
    ],
    [
      'Profile on call credential_process returned expired credentials.',
      'have expired',
      /sign in again/,
    ],
    ['Profile on call credential_process returned invalid JSON.', 'can be read', /by hand/],
    [
      "Sso session 'my corp' could not be found in shared credentials file.",
      'SSO session',
      /without blanks/,
    ],
  ])('is said: %s', (message, said, next) => {
    const error = told(message);
    expect(error.kind).toBe('credentials');
    expect(error.message).toContain(said);
    expect(error.message).not.toContain('does not exist');
    expect(error.next[0]).toMatch(next);
  });

  it('is what a failing program wrote, without its command line', () => {
    const failed = 'Command failed: corp-keys --secret hunter2\nrun corp-login first\n';
    const error = told(nowhere, ['Profile x was not found.', failed, 'metadata access disabled']);
    expect(error.message).toContain('credential_process');
    expect(`${error.message}${error.why}`).toContain('run corp-login first');
    expect(`${error.message}${error.why}${error.next}`).not.toContain('hunter2');
  });

  it('is the profile that another one builds on', () => {
    const note =
      'Could not resolve credentials using profile: [base] in configuration/credentials file(s).';
    expect(told(nowhere, [note]).message).toContain('on call builds on base');
    const own = note.replace('base', 'on call');
    expect(told(nowhere, [own]).message).toContain('on call does not exist or gives no');
  });

  it('is that there are none at all where nothing was noted but places without any', () => {
    const notes = ['Unable to find environment variable credentials.', nowhere];
    expect(
      awsError(Object.assign(new Error(nowhere), { name: 'CredentialsProviderError' }), {
        ...call,
        profile: undefined,
        noted: notes,
      }).message,
    ).toContain('No AWS credentials were found');
    expect(told(nowhere, notes).message).toContain('does not exist or gives no credentials');
  });

  it('is a session that was not read, and no other TypeError', () => {
    const unread = new TypeError("Cannot read properties of undefined (reading 'sso_region')");
    expect(awsError(unread, call).kind).toBe('credentials');
    const other = new TypeError("Cannot read properties of undefined (reading 'region')");
    expect(awsError(other, call).kind).not.toBe('credentials');
  });
});
