import { correlate } from '../../domain/errors/correlation.ts';
import { isTroubled } from '../../domain/errors/dependency-trouble.ts';
import type { Dependencies, ErrorType } from '../../domain/errors/findings.ts';
import { foreignHostOf } from '../../domain/errors/foreign-host.ts';
import { mentions, wordsOf } from '../../domain/errors/mentions.ts';
import { correlationWording } from '../../domain/evidence/wording/correlation.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { settle } from '../asking/settle.ts';
import { carryReason } from '../reading/errors.ts';

/** Whether the errors began with a deploy. Asks nobody itself: it rests on five other answers. */
const correlation: Collector<'correlation'> = (inquiry) => {
  const { context, pinned, budget } = inquiry;
  const question = {
    question: 'did the errors begin with a deploy',
    source: 'Sentry, GitHub',
    // The answers that it waits for settle within theirs, that of the dependencies last.
    budget: budget + 4500,
    window: pinned.history,
  };
  return settle(context, question, async () => {
    const [onset, recent, split, types, dependencies] = await Promise.all([
      inquiry.ask('error-onset'),
      inquiry.ask('recent-deploys'),
      inquiry.ask('release-split'),
      inquiry.ask('error-types'),
      inquiry.ask('dependencies'),
    ]);
    if (onset.value === null) return carryReason(onset);
    if (recent.value === null) return carryReason(recent);
    const known = {
      onset: onset.value,
      recent: recent.value,
      split: split.value,
      types: types.value,
      isExcused: excuse(inquiry, dependencies.value),
    };
    const foreign = types.value === null ? null : foreignHostOf(types.value, ownHosts(inquiry));
    const found = correlate(known, pinned.history.from);
    const value = foreign === null ? found : { ...found, foreignHost: foreign };
    const detail = correlationWording.sentence(value).en;
    return { verdict: value.suspect === null ? 'ok' : 'bad', value, detail };
  });
};
export default correlation;

/** Types that name a dependency in trouble are its doing. */
function excuse({ config }: Inquiry, found: Dependencies | null) {
  const troubled = (found?.dependencies ?? []).filter(isTroubled).map(({ name }) => name);
  const words = config.dependencies.filter(({ name }) => troubled.includes(name)).flatMap(wordsOf);
  return (type: ErrorType): boolean => mentions(type, words);
}

/** Hosts of ours, and their subdomains: what they answer is no vendor's doing. */
function ownHosts({ config }: Inquiry): string[] {
  return Object.values(config.environments).map(({ url }) => new URL(url).hostname);
}
