import { errorNames } from '../../config/capabilities/errors.ts';
import { versionOfRelease } from '../../domain/deploys/release-name.ts';
import type { ErrorTypes, ReleaseSplit } from '../../domain/errors/findings.ts';
import { splitByRelease, troubledPart } from '../../domain/errors/release-split.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { releaseSplitWording } from '../../domain/evidence/wording/release-split.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { settle, withoutData } from '../asking/settle.ts';
import { errorsQuestion, errorsReading, partOf } from '../reading/errors.ts';

/** Errors by release, against what share of the visits each release has in the same minutes: those since the errors began. */
const releaseSplit: Collector<'release-split'> = async (inquiry) => {
  const { context, config, pinned } = inquiry;
  const question = errorsQuestion(inquiry, 'which releases do the errors come from', { after: 1 });
  const onset = await inquiry.ask('error-onset');
  const window = troubledPart(pinned.window, onset.value);
  return settle(context, { ...question, window }, async (signal) => {
    const tracker = await context.services.errors();
    const [errors, visits, types] = await Promise.all([
      tracker.errorsBy('release', window, errorsReading(inquiry, signal)),
      visitsByRelease(inquiry, window, signal),
      inquiry.ask('error-types'),
    ]);
    if (errors.length === 0) {
      return withoutData('no-errors');
    }
    const { release: pattern } = errorNames(config);
    const version = (release: string) => versionOfRelease(release, pattern);
    const value: ReleaseSplit = {
      releases: splitByRelease(
        errors.map(({ name, events }) => ({ version: version(name), count: events })),
        visits?.map(({ name, count }) => ({ version: version(name), count })) ?? null,
      ),
      newTypesByVersion: firstSeen(types.value),
    };
    const uneven = value.releases.some(
      ({ errorShare, sessionShare }) => sessionShare !== null && errorShare - sessionShare > 0.3,
    );
    const detail = releaseSplitWording.sentence(value).en;
    return { verdict: uneven ? 'warn' : 'ok', value, detail };
  });
};
export default releaseSplit;

/** Page loads of the very minutes where they are traced; else the sessions of the hours that hold them. */
async function visitsByRelease(inquiry: Inquiry, window: EvidenceWindow, signal: AbortSignal) {
  const { context } = inquiry;
  const tracker = await context.services.errors();
  const reading = errorsReading(inquiry, signal);
  const loads = await partOf(tracker.pageLoadsBy('release', window, reading), context.signal);
  if (loads.value !== null && loads.value.length > 0) {
    return loads.value.map(({ name, events }) => ({ name, count: events }));
  }
  const { value } = await partOf(tracker.sessions(window, reading), context.signal);
  if (value === null) return null;
  return value.releases.map(({ release, sessions }) => ({ name: release, count: sessions }));
}

function firstSeen(types: ErrorTypes | null): Readonly<Record<string, number>> {
  const byVersion: Record<string, number> = {};
  for (const { firstVersion, isNew, events } of types?.types ?? []) {
    if (firstVersion === null || !isNew) continue;
    byVersion[firstVersion] = (byVersion[firstVersion] ?? 0) + events;
  }
  return byVersion;
}
