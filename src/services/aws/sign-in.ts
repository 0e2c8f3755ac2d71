/* Signing in where a role asks for the code of a device: before the first read, as no read waits for a person. */
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { AskCode, SignIn } from '../../ports/sign-in.ts';
import { type AwsOptions, awsClientConfig, awsSetup } from './client.ts';
import { awsError } from './errors.ts';
import { sharingKeys } from './keys.ts';
import { typedElsewhere } from './no-keys.ts';

export interface SignInOptions extends AwsOptions {
  readonly signal: AbortSignal;
}

/** A slip of the finger or two; STS itself counts no wrong ones. */
const mostTries = 3;

export function createSignIn(options: SignInOptions): SignIn {
  return {
    async withCode(askCode) {
      const setup = awsSetup(options, 'CLOUDFRONT', 'us-east-1');
      const { keys, credentials, profile } = setup;
      if (credentials !== undefined) return;
      if (keys.provider === undefined) {
        sharingKeys(new CloudFrontClient(awsClientConfig(setup, options)), keys);
      }
      let tries = 0;
      keys.askCode = async (serial) => {
        tries += 1;
        return askedCode(askCode, { device: cleanText(serial, 200), again: tries > 1 }, profile);
      };
      try {
        for (;;) {
          const failed = await keys.provider?.().then(() => null, asFailure);
          // What else is wrong with the keys is told by the read that needs them.
          if (failed === null || failed === undefined || tries === 0) return;
          options.signal.throwIfAborted();
          if (failed instanceof TsopsError) throw failed;
          if (!isWrongCode(failed) || tries >= mostTries) throw notSignedIn(failed, profile);
        }
      } finally {
        keys.askCode = undefined;
      }
    },
  };
}

const asFailure = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));

async function askedCode(
  askCode: AskCode,
  asked: Parameters<AskCode>[0],
  profile: string | undefined,
): Promise<string> {
  const code = (await askCode(asked))?.replaceAll(/\s/g, '') ?? '';
  if (code !== '') return code;
  throw new TsopsError({
    kind: 'credentials',
    message: `No MFA code was given for ${asked.device}.`,
    why: 'Without it AWS gives no keys for the role of this profile.',
    next: [typedElsewhere(profile)],
  });
}

/** STS has no code of its own for it. */
function isWrongCode({ message }: Error): boolean {
  return /MultiFactorAuthentication failed|TokenCode|one time pass ?code/i.test(message);
}

function notSignedIn(failed: Error, profile: string | undefined): TsopsError {
  if (!isWrongCode(failed)) {
    return awsError(failed, {
      iamAction: 'sts:AssumeRole',
      endpoint: 'AWS STS',
      profile,
      resource: 'the role of this profile',
    });
  }
  return new TsopsError({
    kind: 'credentials',
    message: `AWS refused the MFA code: ${cleanText(failed.message, 300)}`,
    why: 'A code is good for half a minute and for one use; the clock of the device must be right.',
    next: [typedElsewhere(profile)],
    cause: failed,
  });
}
