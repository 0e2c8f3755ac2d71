/* How fast the page is as measured from here: by Lighthouse, else by PageSpeed Insights, else by plain requests. */

import { labSettings } from '../../config/capabilities/lab.ts';
import { asTsopsError, TsopsError } from '../../contract/errors.ts';
import type { ProbeTarget } from '../../domain/health/probe.ts';
import { isLoopback } from '../../domain/net/loopback.ts';
import {
  measurerWords,
  type PageSpeed,
  type VitalId,
  type VitalReading,
} from '../../domain/speed/findings.ts';
import { median, readingOf } from '../../domain/speed/vitals.ts';
import { minute } from '../../domain/time/units.ts';
import type { LabRun } from '../../ports/lab.ts';
import type { Inquiry } from '../asking/inquiry.ts';
import { siteOf } from '../reading/page-load.ts';

export type Lab = Pick<PageSpeed, 'measuredBy' | 'runs' | 'score' | 'vitals'> & {
  /** Why a better way was not taken; empty where none was tried in vain. */
  readonly notes: readonly string[];
};

/**
 * Milliseconds for one run of Lighthouse (some 15 s on a good machine) and for Google's, which may queue.
 * They take their time beside the other questions, which do not wait for them.
 */
export const labBudget = { run: 45_000, remote: minute } as const;

/** Lighthouse is not run in a drill: it would keep the engineer waiting for figures that mean nothing there. */
export async function measureInLab(inquiry: Inquiry, signal: AbortSignal): Promise<Lab> {
  const local = inquiry.context.drill ? tried() : await measuredHere(inquiry, signal);
  if ('lab' in local) return local.lab;
  const remote = await byGoogle(inquiry, signal);
  if ('lab' in remote) return remote.lab;
  return byRequests(inquiry, signal, [...local.notes, ...remote.notes]);
}

type Tried = { readonly lab: Lab } | { readonly notes: readonly string[] };

const tried = (...notes: string[]): Tried => ({ notes });

/** A page that failed twice fails again; each try takes its time. */
const mostFailures = 2;

/** One run after the other: two at once would slow each other down. */
async function measuredHere(inquiry: Inquiry, signal: AbortSignal): Promise<Tried> {
  const localLab = await inquiry.context.services.lab();
  const { runs, device } = labSettings(inquiry.config);
  const found: LabRun[] = [];
  while (found.length < runs && failuresIn(found) < mostFailures) {
    signal.throwIfAborted();
    const run = await localLab.run(siteOf(inquiry).url, {
      device,
      timeout: labBudget.run,
      signal,
    });
    if (run === null) return tried('Lighthouse or a Chromium is not installed');
    found.push(run);
  }
  return labOf(measurerWords.here, found);
}

function failuresIn(runs: readonly LabRun[]): number {
  return runs.filter(({ failure }) => failure !== undefined).length;
}

/** Google cannot reach an address of this machine, and a drill reaches nothing real. */
async function byGoogle(inquiry: Inquiry, signal: AbortSignal): Promise<Tried> {
  const { url } = siteOf(inquiry);
  if (inquiry.context.drill || isLoopback(new URL(url).hostname)) return tried();
  try {
    const remoteLab = await inquiry.context.services.remoteLab();
    const { device } = labSettings(inquiry.config);
    const run = await remoteLab.run(url, { device, timeout: labBudget.remote, signal });
    return run === null
      ? tried('PAGESPEED_API_KEY is not set')
      : labOf(measurerWords.remote, [run]);
  } catch (thrown) {
    signal.throwIfAborted();
    return tried(asTsopsError(thrown).message);
  }
}

const measured: readonly VitalId[] = ['lcp', 'cls', 'fcp', 'ttfb', 'tbt'];

/** The median of the runs that measured something; runs that failed count for nothing. */
function labOf(measuredBy: Lab['measuredBy'], all: readonly LabRun[]): Tried {
  const good = all.filter((run) => run.failure === undefined);
  const [bad] = all.filter((run) => run.failure !== undefined);
  const failed = failuresIn(all);
  const note = bad === undefined ? [] : [`${failed} of ${all.length} runs failed: ${bad.failure}`];
  if (good.length === 0) return tried(...note);
  const scores = good.flatMap(({ score }) => (score === null ? [] : [score]));
  const vitals = measured.map((vital) => {
    const values = good.flatMap(({ vitals: own }) => own[vital] ?? []);
    return readingOf(vital, median(values));
  });
  const score = median(scores);
  const lab = {
    measuredBy,
    runs: good.length,
    score: score && Math.round(score),
    vitals,
    notes: note,
  };
  return { lab };
}

const probes = 3;

/** The median time to the first byte, each over a fresh connection, as a first visit has it. */
async function byRequests(
  inquiry: Inquiry,
  signal: AbortSignal,
  notes: readonly string[],
): Promise<Lab> {
  const site = await inquiry.context.services.site();
  const target = targetOf(inquiry);
  const times: number[] = [];
  let failure = '';
  for (let i = 0; i < probes; i += 1) {
    const probed = await site.probe(target, { signal });
    const [last] = probed.hops.slice(-1);
    if (last?.firstByteMs == null) failure = probed.failure?.detail ?? 'no answer';
    else times.push(probed.hops.reduce((sum, hop) => sum + untilFirstByte(hop), 0));
  }
  const ttfb = median(times);
  if (ttfb === null) {
    throw new TsopsError({ kind: 'unreachable', message: `${target.url}: ${failure}` });
  }
  const vitals: VitalReading[] = [readingOf('ttfb', ttfb)];
  return { measuredBy: measurerWords.requests, runs: times.length, score: null, vitals, notes };
}

type Hop = Awaited<
  ReturnType<Awaited<ReturnType<Inquiry['context']['services']['site']>>['probe']>
>['hops'][number];

function untilFirstByte({ dnsMs, connectMs, tlsMs, firstByteMs }: Hop): number {
  return (dnsMs ?? 0) + (connectMs ?? 0) + (tlsMs ?? 0) + (firstByteMs ?? 0);
}

function targetOf(inquiry: Inquiry): ProbeTarget {
  return {
    name: 'page speed',
    url: siteOf(inquiry).url,
    env: inquiry.environment,
    method: 'GET',
    timeout: inquiry.budget,
    headers: {},
    keyword: null,
    status: [{ from: 200, to: 599 }],
    slowAfter: inquiry.budget,
    certWarnDays: 0,
    maxBody: 2_000_000,
  };
}
