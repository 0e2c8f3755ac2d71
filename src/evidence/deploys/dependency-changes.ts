import { dependencyChanges } from '../../domain/deploys/dependency-changes.ts';
import { versionBefore } from '../../domain/deploys/version-before.ts';
import { tagFormatOf, tagOf } from '../../domain/deploys/version-tag.ts';
import { dependencyChangesWording } from '../../domain/evidence/wording/dependency-changes.ts';
import type { DependencyChanges } from '../../domain/speed/findings.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { type SettledAnswer, settle, withoutData } from '../asking/settle.ts';
import { servedVersionOf } from '../reading/page-load.ts';

/** On top of the inquiry's budget: the files are asked for once the deploys have told the versions. */
const more = 5_000;

/** The packages that the served version asks for and the one before it did not. */
const changes: Collector<'dependency-changes'> = (inquiry) => {
  const question = {
    question: 'which dependencies came with the version that is served?',
    source: 'GitHub',
    budget: inquiry.budget + more,
  };
  return settle(inquiry.context, question, async (signal) => {
    const repository = await inquiry.context.services.repository();
    const versions = await versionsOf(inquiry, repository.tagFormat);
    if ('detail' in versions) return versions;
    const read = async (version: string) => ({
      version,
      dependencies: await repository.dependencies(version, { patience: 1000, signal }),
    });
    const [from, to] = await Promise.all([read(versions.before), read(versions.served)]);
    const { dependencies: earlier } = from;
    const { dependencies: later } = to;
    if (earlier === null || later === null) {
      return withoutData('no-package-file', (earlier === null ? from : to).version);
    }
    const value = dependencyChanges(
      { ...from, dependencies: earlier },
      { ...to, dependencies: later },
    );
    return {
      verdict: verdictOf(value),
      value,
      detail: dependencyChangesWording.sentence(value).en,
    };
  });
};
export default changes;

async function versionsOf(
  inquiry: Inquiry,
  tagFormat: string | undefined,
): Promise<
  { readonly served: string; readonly before: string } | SettledAnswer<DependencyChanges>
> {
  const [deploys, seen] = await Promise.all([
    inquiry.ask('recent-deploys'),
    servedVersionOf(inquiry),
  ]);
  if (deploys.value === null) {
    const verdict = deploys.verdict === 'no-data' ? 'no-data' : 'unknown';
    const detail = `the deploys are not known: ${deploys.detail}`;
    return { ...withoutData('no-deploys-known'), verdict, detail };
  }
  const { served: told, tags } = deploys.value;
  const spelling = {
    tags: tags === null ? null : new Set(tags),
    format: tagFormatOf(tagFormat),
  };
  const version = seen ?? told ?? '';
  const served = tagOf(version, spelling) ?? tagOf(version);
  if (served === undefined) {
    return { ...withoutData('no-served-version'), verdict: 'unknown' };
  }
  const before = versionBefore(deploys.value.deploys, served);
  return before === null ? withoutData('no-version-before', served) : { served, before };
}

/** A new dependency is no fault by itself: the bundle tells what it weighs. */
function verdictOf({ added }: DependencyChanges): 'ok' | 'warn' {
  return added.length > 0 ? 'warn' : 'ok';
}
