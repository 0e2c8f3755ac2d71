/* What an argument may be, where all that may be meant is known: read at the moment it is asked. */
import type { ArgumentSpec, KnownArgument } from '../contract/command.ts';
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
    return safeChoices(await choicesOf[known](context).catch(() => []), context);
  }
  if (Array.isArray(complete)) return complete.map((value: string) => ({ value }));
  return complete === 'environment' ? environments(context).catch(() => []) : [];
}

/** A question does not pass the door that all other output passes. */
export function safeChoices(choices: readonly Choice[], { host }: Context): readonly Choice[] {
  const secrets = secretsIn(host.env);
  return choices.map(({ value, hint }) => ({
    value,
    ...(hint === undefined ? {} : { hint: cleanText(redactText(hint, secrets), 60) }),
  }));
}

const choicesOf: Readonly<Record<KnownArgument, (context: Context) => Promise<readonly Choice[]>>> =
  {
    contact: contacts,
    incident: incidents,
    page: pages,
    'paged rule': pagedRules,
    rule: rules,
    runbook: runbooks,
    silence: silences,
  };

async function environments({ config }: Context): Promise<readonly Choice[]> {
  const named = Object.entries((await config()).config.environments);
  return named.map(([value, { url }]) => ({ value, hint: url }));
}

async function contacts({ config }: Context): Promise<readonly Choice[]> {
  return (await config()).config.contacts.map(({ name, role }) => ({ value: name, hint: role }));
}

/** So many of the newest are read. */
const newest = 8;

async function incidents(context: Context): Promise<readonly Choice[]> {
  const { listIncidents } = await import('../evidence/incident/list.ts');
  const found = await listIncidents(context, newest);
  return found.incidents.map(({ id, title }) => ({ value: id, hint: title }));
}

async function pages({ services, signal }: Context): Promise<readonly Choice[]> {
  const open = (await (await services.pages())?.open(signal)) ?? [];
  return open.map(({ number, title }) => ({ value: String(number), hint: title }));
}

async function pagedRules({ journal }: Context): Promise<readonly Choice[]> {
  const { pagedAlerts } = await import('../evidence/paging/paged-alerts.ts');
  const names = (await pagedAlerts(journal)).map(({ rule }) => rule);
  return [...new Set(names)].map((value) => ({ value }));
}

async function rules(context: Context): Promise<readonly Choice[]> {
  const { liveRules } = await import('../commands/alerts/rules.ts');
  const found = (await liveRules(undefined, context)).rules;
  return found.map(({ name, condition }) => ({ value: name, hint: condition.text }));
}

async function runbooks(context: Context): Promise<readonly Choice[]> {
  const [{ builtIn }, { listOwnRunbooks, runbooksFolder }] = await Promise.all([
    import('../runbooks/built-in.ts'),
    import('../runbooks/own-files.ts'),
  ]);
  const own = listOwnRunbooks(await runbooksFolder(context)).map(({ id }) => id);
  return [...new Set([...builtIn.map(({ id }) => id), ...own])].map((value) => ({ value }));
}

async function silences({ journal, clock }: Context): Promise<readonly Choice[]> {
  const { knownSilences } = await import('../evidence/alerts/silences.ts');
  const { isInForce } = await import('../domain/notification/silence.ts');
  const active = (await knownSilences(journal)).filter((each) => isInForce(each, clock.now()));
  return active.map(({ id, reason }) => ({ value: id, hint: reason }));
}
