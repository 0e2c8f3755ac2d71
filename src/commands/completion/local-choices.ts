/*
 * What may stand at one place of a command line, read from this machine alone: the config, the rules, the journal and
 * the repository around. No network is asked: a shell waits for it at each press of Tab.
 */
import { writtenTagFormat } from '../../config/capabilities/deploys.ts';
import type { KnownArgument } from '../../contract/command.ts';
import type { Choice, Context } from '../../contract/context.ts';
import { compareTags, isVersionTag, tagFormatOf } from '../../domain/deploys/version-tag.ts';
import { gitTagsAround } from './git-tags.ts';

type Choices = (context: Context) => Promise<readonly Choice[]>;

export const localChoices: Readonly<Record<KnownArgument | 'environment' | 'monitor', Choices>> = {
  contact: contacts,
  environment: environments,
  incident: incidents,
  monitor: monitors,
  page: pages,
  'paged rule': pagedRules,
  rule: rules,
  runbook: runbooks,
  silence: silences,
  version: versions,
};

async function monitors({ config }: Context): Promise<readonly Choice[]> {
  return (await config()).config.monitors.map(({ name }) => ({ value: name }));
}

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
  const { listIncidents } = await import('../../evidence/incident/list.ts');
  const found = await listIncidents(context, newest);
  return found.incidents.map(({ id, title }) => ({ value: id, hint: title }));
}

/** Those that were paged, taken or passed on from here, and of which nothing says that they are resolved. */
async function pages({ journal }: Context): Promise<readonly Choice[]> {
  const ids = (await journal.list()).filter((id) => /-(?:page|ack|escalate)-/.test(id));
  const found = new Map<number, Choice | null>();
  for (const id of ids.slice(0, newest)) {
    const { entries } = await journal.read(id);
    for (const { kind, page, title } of entries.toReversed()) {
      if (typeof page !== 'number' || found.has(page)) continue;
      const hint = typeof title === 'string' ? { hint: title } : {};
      found.set(page, kind === 'page-resolved' ? null : { value: String(page), ...hint });
    }
  }
  return [...found.values()].filter((choice) => choice !== null);
}

async function pagedRules({ journal }: Context): Promise<readonly Choice[]> {
  const { pagedAlerts } = await import('../../evidence/paging/paged-alerts.ts');
  const names = (await pagedAlerts(journal)).map(({ rule }) => rule);
  return [...new Set(names)].map((value) => ({ value }));
}

async function rules(context: Context): Promise<readonly Choice[]> {
  const { liveRules } = await import('../alerts/rules.ts');
  const found = (await liveRules(undefined, context)).rules;
  return found.map(({ name, condition }) => ({ value: name, hint: condition.text }));
}

async function runbooks(context: Context): Promise<readonly Choice[]> {
  const [{ builtIn }, { listOwnRunbooks, runbooksFolder }] = await Promise.all([
    import('../../runbooks/built-in.ts'),
    import('../../runbooks/own-files.ts'),
  ]);
  const own = listOwnRunbooks(await runbooksFolder(context)).map(({ id }) => id);
  return [...new Set([...builtIn.map(({ id }) => id), ...own])].map((value) => ({ value }));
}

async function silences({ journal, clock }: Context): Promise<readonly Choice[]> {
  const { knownSilences } = await import('../../evidence/alerts/silences.ts');
  const { isInForce } = await import('../../domain/notification/silence.ts');
  const active = (await knownSilences(journal)).filter((each) => isInForce(each, clock.now()));
  return active.map(({ id, reason }) => ({ value: id, hint: reason }));
}

/** So many versions are offered, the newest first. */
const versionsOffered = 20;

/** Of rollbacks and walks that are recorded here, and of the tags that git keeps around. */
async function versions(context: Context): Promise<readonly Choice[]> {
  const [recorded, format] = await Promise.all([
    recordedVersions(context.journal),
    // Without a config that can be read the common forms of tags are known.
    context.config().then(
      ({ config }) => tagFormatOf(writtenTagFormat(config)),
      () => null,
    ),
  ]);
  return [...new Set([...recorded, ...gitTagsAround(context.host.cwd)])]
    .filter((version) => isVersionTag(version, format))
    .toSorted((a, b) => compareTags(b, a, format) ?? 0)
    .slice(0, versionsOffered)
    .map((value) => ({ value }));
}

async function recordedVersions(journal: Context['journal']): Promise<readonly string[]> {
  const ids = (await journal.list()).filter((id) => /-(?:rollback|incident)-/.test(id));
  const readings = await Promise.all(ids.slice(0, newest).map((id) => journal.read(id)));
  return readings
    .flatMap(({ entries }) => entries)
    .flatMap((entry) => (entry.action === 'rollback' ? [entry.from, entry.to] : deployed(entry)))
    .filter((version) => typeof version === 'string');
}

/** The deploys that a walk has read. */
function deployed({ id, evidence }: Readonly<Record<string, unknown>>): readonly unknown[] {
  if (id !== 'recent-deploys') return [];
  const value = (evidence as { readonly value?: unknown } | null | undefined)?.value;
  const deploys = (value as { readonly deploys?: unknown } | null | undefined)?.deploys;
  return Array.isArray(deploys) ? deploys.map((deploy) => deploy?.version) : [];
}
