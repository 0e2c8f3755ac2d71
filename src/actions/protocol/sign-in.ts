/*
 * A code that only a person can read off a device is asked for before the first read, on a terminal: a read neither
 * asks nor waits for anybody.
 */
import type { Context } from '../../contract/context.ts';
import { asTsopsError } from '../../contract/errors.ts';
import { say } from '../../domain/text/language.ts';

type Asking = Pick<Context, 'config' | 'drill' | 'services' | 'signal' | 'terminal'>;

/**
 * Signs in to what provides the environment's CDN, once a run, where that takes a code and somebody can be asked.
 * Throws a credentials error (exit 4) where no code was given, or none was right.
 */
export async function signInToCdn(context: Asking, environment: string): Promise<void> {
  const { terminal, services, drill } = context;
  if (!terminal.interactive || drill) return;
  const { config } = await context.config();
  const provider = config.environments[environment]?.cdn?.provider;
  if (provider === undefined) return;
  const signIn = await services.cdnSignIn(provider);
  await signIn.withCode(({ device, again }) =>
    terminal.ask(
      terminal.screen.say(
        again
          ? say(
              `That code was refused. MFA code of ${device}`,
              `코드가 거부되었습니다. ${device}의 MFA 코드`,
            )
          : say(`MFA code of ${device}`, `${device}의 MFA 코드`),
      ),
    ),
  );
}

/** For reads that go on without: what the CDN would have told is unknown then, and its error says what to type. */
export async function offerSignInToCdn(context: Asking, environment: string): Promise<void> {
  await signInToCdn(context, environment).catch((thrown: unknown) => {
    context.signal.throwIfAborted();
    context.terminal.warn(asTsopsError(thrown).message);
  });
}
