import { visitsWording } from '../../domain/evidence/wording/visits.ts';
import { visitsVerdict } from '../../domain/speed/visit-rules.ts';
import type { Collector } from '../asking/inquiry.ts';
import { settle, withoutData } from '../asking/settle.ts';

/** Whether visitors leave at once more than they used to, where analytics is configured. */
const visits: Collector<'visits'> = (inquiry) => {
  const question = {
    question: 'do more visitors leave at once than usual?',
    source: 'Google Analytics, today against the seven days before',
    unit: '%',
    budget: inquiry.budget,
  };
  return settle(inquiry.context, question, async (signal) => {
    const analytics = await inquiry.context.services.analytics();
    const report = await analytics.visits({ timeout: inquiry.budget, signal });
    if (report === null) return withoutData('no-analytics');
    if (report.today === null) return withoutData('no-sessions');
    const usualBounceRate = report.usual?.bounceRate ?? null;
    const value = { ...report.today, usualBounceRate };
    return { verdict: visitsVerdict(value), value, detail: visitsWording.sentence(value).en };
  });
};
export default visits;
