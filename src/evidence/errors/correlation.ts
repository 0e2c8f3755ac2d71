import { correlate } from '../../domain/errors/correlation.ts';
import { foreignHostOf } from '../../domain/errors/foreign-host.ts';
import { correlationWording } from '../../domain/evidence/wording/correlation.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { settle } from '../asking/settle.ts';
import { lacking } from '../reading/errors.ts';

/** Whether the errors began with a deploy. Asks nobody itself: it rests on four other answers. */
const correlation: Collector<'correlation'> = (inquiry) => {
  const { context, pinned, budget } = inquiry;
  const question = {
    question: 'did the errors begin with a deploy',
    source: 'Sentry, GitHub',
    // The answers that it waits for settle within theirs.
    budget: budget + 1000,
    window: pinned.history,
  };
  return settle(context, question, async () => {
    const [onset, recent, split, types] = await Promise.all([
      inquiry.ask('error-onset'),
      inquiry.ask('recent-deploys'),
      inquiry.ask('release-split'),
      inquiry.ask('error-types'),
    ]);
    if (onset.value === null) return lacking(onset);
    if (recent.value === null) return lacking(recent);
    const known = {
      onset: onset.value,
      recent: recent.value,
      split: split.value,
      types: types.value,
    };
    const foreign = types.value === null ? null : foreignHostOf(types.value, ownHosts(inquiry));
    const found = correlate(known, pinned.history.from);
    const value = foreign === null ? found : { ...found, foreignHost: foreign };
    const detail = correlationWording.sentence(value).en;
    return { verdict: value.suspect === null ? 'ok' : 'bad', value, detail };
  });
};
export default correlation;

/** Hosts of ours, and their subdomains: what they answer is no vendor's doing. */
function ownHosts({ config }: Inquiry): string[] {
  return Object.values(config.environments).map(({ url }) => new URL(url).hostname);
}
