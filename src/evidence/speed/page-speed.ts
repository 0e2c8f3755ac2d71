import { labSettings } from '../../config/capabilities/lab.ts';
import { asTsopsError } from '../../contract/errors.ts';
import { broughtLive } from '../../domain/deploys/brought-live.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { pageSpeedWording } from '../../domain/evidence/wording/page-speed.ts';
import { isLoopback } from '../../domain/net/loopback.ts';
import type { PageSpeed, VitalReading } from '../../domain/speed/findings.ts';
import { isLcpKnown, readingOf, speedVerdict } from '../../domain/speed/vitals.ts';
import { minute } from '../../domain/time/units.ts';
import type { VitalValues } from '../../ports/lab.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { type Gap, gapOf, settle, withGaps } from '../asking/settle.ts';
import { partOf } from '../reading/errors.ts';
import { siteOf } from '../reading/page-load.ts';
import { labBudget, measureInLab } from './page-speed-lab.ts';

/** What users have, what is measured now, and four weeks of Chrome's users as the background. */
const pageSpeed: Collector<'page-speed'> = (inquiry) => {
  const { context, config, budget, pinned } = inquiry;
  const lab = context.drill ? 0 : labSettings(config).runs * labBudget.run + labBudget.remote;
  const question = {
    question: 'how fast is the page?',
    source: 'Lighthouse, PageSpeed Insights or plain requests; Sentry; Chrome UX Report',
    window: pinned.window,
    budget: 3 * budget + lab,
  };
  return settle(context, question, async (signal) => {
    const [{ notes, ...measured }, reported, field] = await Promise.all([
      measureInLab(inquiry, signal),
      asked(inquiry, 'Sentry', () => reportedVitals(inquiry, signal)),
      asked(inquiry, 'the Chrome UX Report', () => fieldVitals(inquiry, signal)),
    ]);
    const before = await beforeDeploy(inquiry, signal);
    const value: PageSpeed = {
      ...(before === null ? {} : { beforeDeploy: before }),
      ...measured,
      reported: readings(reported.values),
      field: field.values === null ? null : readings(field.values),
    };
    // Where nobody measured LCP, users could have told; the background of four weeks may be missing.
    const gaps = isLcpKnown(value) ? [] : reported.gaps;
    const more = [...field.gaps, ...(gaps.length === 0 ? reported.gaps : [])];
    const told = [pageSpeedWording.sentence(value).en, ...notes, ...more.map(({ text }) => text)];
    return withGaps({ verdict: speedVerdict(value), value, detail: told.join('; ') }, gaps);
  });
};
export default pageSpeed;

interface PageSpeedRequest {
  readonly values: VitalValues | null;
  readonly gaps: readonly Gap[];
}

/** One source that fails leaves the others standing. */
async function asked(
  { context }: Inquiry,
  source: string,
  ask: () => Promise<VitalValues | null>,
): Promise<PageSpeedRequest> {
  try {
    return { values: await ask(), gaps: [] };
  } catch (thrown) {
    context.signal.throwIfAborted();
    return { values: null, gaps: [gapOf(source, asTsopsError(thrown))] };
  }
}

async function reportedVitals(inquiry: Inquiry, signal: AbortSignal): Promise<VitalValues> {
  const tracker = await inquiry.context.services.errors();
  return tracker.vitals(inquiry.pinned.window, { timeout: inquiry.budget, signal });
}

/** Of the real site alone: Chrome's users do not visit this machine. */
async function fieldVitals(inquiry: Inquiry, signal: AbortSignal): Promise<VitalValues | null> {
  const { url } = siteOf(inquiry);
  if (inquiry.context.drill || isLoopback(new URL(url).hostname)) return null;
  const remote = await inquiry.context.services.remoteLab();
  const { device } = labSettings(inquiry.config);
  return remote.field(url, { device, timeout: inquiry.budget, signal });
}

const shown = ['lcp', 'inp', 'cls', 'fcp', 'ttfb'] as const;

function readings(values: VitalValues | null): VitalReading[] {
  return shown.flatMap((vital) =>
    values?.[vital] === undefined ? [] : [readingOf(vital, values[vital])],
  );
}

const halfHour = 30 * minute;
/** So soon after a deploy its pages tell, and hardly anything else has happened. */
const firstMinutes = 5 * minute;

/** What users had before the deploy that brought what is live; null where that cannot be told. */
async function beforeDeploy(inquiry: Inquiry, signal: AbortSignal) {
  const { context, budget, pinned } = inquiry;
  const asking = (async () => inquiry.ask('recent-deploys'))();
  const recent = (await partOf(asking, context.signal)).value;
  const latest = broughtLive(recent?.value?.deploys ?? []);
  const { version, at, endedAt } = latest ?? { version: null, at: 0, endedAt: null };
  if (version === null || endedAt === null) return null;
  if (endedAt < pinned.history.from || endedAt > pinned.at) return null;
  const tracker = await context.services.errors();
  const within = (window: EvidenceWindow) =>
    partOf(tracker.vitals(window, { timeout: budget, signal }), context.signal);
  const after = { from: endedAt, to: endedAt + firstMinutes };
  const [before, rightAfter] = await Promise.all([
    within({ from: at - halfHour, to: at }),
    after.to > pinned.window.from ? { value: null } : within(after),
  ]);
  if (before.value === null) return null;
  return {
    version,
    liveAt: endedAt,
    reported: readings(before.value),
    rightAfter: rightAfter.value === null ? null : readings(rightAfter.value),
  };
}
