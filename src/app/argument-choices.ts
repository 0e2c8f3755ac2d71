/* What an argument may be, where all that may be meant is known: read at the moment it is asked. */
import { localChoices } from '../commands/completion/local-choices.ts';
import type { ArgumentSpec } from '../contract/command.ts';
import type { Choice, Context } from '../contract/context.ts';
import { cleanText } from '../domain/text/clean.ts';
import { redactText } from '../domain/text/redact.ts';
import { secretsIn } from './secrets.ts';

/** Empty where it is not known, or cannot be read: then it is typed, as a question is no place to fail. */
export async function argumentChoices(
  { complete, known }: ArgumentSpec,
  context: Context,
): Promise<readonly Choice[]> {
  if (known !== undefined) {
    const choices = known === 'page' ? openPages : localChoices[known];
    return safeChoices(await choices(context).catch(() => []), context);
  }
  if (Array.isArray(complete)) return complete.map((value: string) => ({ value }));
  return complete === 'environment' ? localChoices.environment(context).catch(() => []) : [];
}

/** A question does not pass the door that all other output passes. */
export function safeChoices(choices: readonly Choice[], { host }: Context): readonly Choice[] {
  const secrets = secretsIn(host.env);
  return choices.map(({ value, hint }) => ({
    value,
    ...(hint === undefined ? {} : { hint: cleanText(redactText(hint, secrets), 60) }),
  }));
}

/** Pages are asked of PagerDuty: what somebody else was paged for is meant as well. */
async function openPages({ services, signal }: Context): Promise<readonly Choice[]> {
  const open = (await (await services.pages())?.open(signal)) ?? [];
  return open.map(({ number, title }) => ({ value: String(number), hint: title }));
}
