import {
  type ClientCount,
  type ClientCounts,
  splitByClient,
} from '../../domain/errors/client-split.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { browserSplitWording } from '../../domain/evidence/wording/browser-split.ts';
import type { EventShare } from '../../ports/errors.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { settle, withoutData } from '../asking/settle.ts';
import { errorsQuestion, errorsReading, partOf } from '../reading/errors.ts';

type Field = 'browser.name' | 'os.name';

/** Errors by browser and by system, against how common each is. */
const browserSplit: Collector<'browser-split'> = (inquiry) => {
  const { context, pinned } = inquiry;
  const question = errorsQuestion(inquiry, 'which browsers and systems do the errors come from');
  return settle(context, question, async (signal) => {
    const [browsers, systems, usual] = await Promise.all([
      errorsBy(inquiry, 'browser.name', pinned.window, signal),
      errorsBy(inquiry, 'os.name', pinned.window, signal),
      usualOf(inquiry, signal),
    ]);
    if (browsers.length === 0 && systems.length === 0) {
      return withoutData('no-errors');
    }
    const counts = (errors: readonly ClientCount[], field: Field): ClientCounts => ({
      errors,
      usual: usual.counts?.[field] ?? null,
    });
    const value = splitByClient(
      { browser: counts(browsers, 'browser.name'), os: counts(systems, 'os.name') },
      usual.from,
    );
    const verdict = value.standsOut === null ? 'ok' : 'bad';
    return { verdict, value, detail: browserSplitWording.sentence(value).en };
  });
};
export default browserSplit;

async function errorsBy(
  inquiry: Inquiry,
  field: Field,
  window: EvidenceWindow,
  signal: AbortSignal,
) {
  const tracker = await inquiry.context.services.errors();
  return tracker.errorsBy(field, window, errorsReading(inquiry, signal));
}

interface Usual {
  readonly counts: Readonly<Record<Field, readonly EventShare[]>> | null;
  readonly from: string;
}

/** Page loads where they are traced; else yesterday's errors, which are spread as everyday errors are. */
async function usualOf(inquiry: Inquiry, signal: AbortSignal): Promise<Usual> {
  const { context, pinned } = inquiry;
  const both = async (read: (field: Field) => Promise<readonly EventShare[]>) => {
    const [browsers, systems] = await Promise.all([read('browser.name'), read('os.name')]);
    return { 'browser.name': browsers, 'os.name': systems };
  };
  const tracker = await context.services.errors();
  const reading = errorsReading(inquiry, signal);
  const loads = await partOf(
    both((field) => tracker.pageLoadsBy(field, pinned.window, reading)),
    context.signal,
  );
  if (loads.value !== null && loads.value['browser.name'].length > 0) {
    return { counts: loads.value, from: 'page loads' };
  }
  const { from, to } = pinned.history;
  const day = { from: from - (to - from), to: from };
  const errors = await partOf(
    both((field) => errorsBy(inquiry, field, day, signal)),
    context.signal,
  );
  if (errors.value !== null && errors.value['browser.name'].length > 0) {
    return { counts: errors.value, from: 'errors of the day before' };
  }
  return { counts: null, from: 'nothing: page loads are not traced' };
}
