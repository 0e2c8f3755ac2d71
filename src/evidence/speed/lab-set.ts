/* Several runs of one page in the lab of this machine, as one set; or why they are none. */
import type { Context } from '../../contract/context.ts';
import { missingFrom } from '../../domain/lab/budgets.ts';
import { labAddress } from '../../domain/lab/kept-set.ts';
import { medianSet, oddRun } from '../../domain/lab/median-set.ts';
import type { LabReport, LabSet } from '../../domain/lab/set.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { LabAudit, LabAudits } from '../../ports/lab.ts';
import { readBuildInfo } from '../reading/build-info.ts';

export interface SetRequest {
  readonly url: string;
  readonly runs: number;
  readonly device: 'mobile' | 'desktop';
  /** Where the site tells its version; null where that is not known. */
  readonly buildInfo: string | null;
  /** Before each run, counted from 1. */
  onRun(run: number): void;
}

export interface FailedLabRun {
  /** Counted from 1. */
  readonly run: number;
  readonly reason: string;
}

/** No part of a set is ever asserted on: one failed run refuses it. */
export type SetMeasured =
  | {
      readonly set: LabSet;
      readonly html: string;
      readonly json: string;
      readonly warnings: readonly string[];
    }
  | { readonly missing: 'program' | 'browser' }
  | { readonly failed: readonly FailedLabRun[]; readonly ran: number }
  /** The site served another version at the end: the runs are of two. */
  | { readonly deployed: { readonly before: string; readonly after: string } };

/** Milliseconds for one run: 20 s on a small machine, several times that for a heavy page. */
const runTimeout = 120_000;
/** Who failed twice fails again; each try takes its time. */
const mostFailures = 2;

/** One run after the other: two at once would slow each other down. Throws the signal's reason on Ctrl-C. */
export async function measureSet(context: Context, request: SetRequest): Promise<SetMeasured> {
  const audits = await context.services.labAudits();
  const before = await versionOf(context, request.buildInfo);
  const good: Good[] = [];
  const failed: FailedLabRun[] = [];
  for (let run = 1; run <= request.runs && failed.length < mostFailures; run += 1) {
    request.onRun(run);
    const audit = await auditOnce(audits, context, request);
    if ('missing' in audit) return audit;
    const reason = 'failure' in audit ? audit.failure : lackOfReport(audit.report);
    if (reason !== null) failed.push({ run, reason: cleanText(reason, 200) });
    else if ('report' in audit) good.push(audit);
  }
  if (failed.length > 0) return { failed, ran: good.length + failed.length };
  const odd = oddRun(good.map(({ report }) => report));
  if (odd !== null) {
    const reason = 'it ran under other conditions than the first (version, device or browser)';
    return { failed: [{ run: odd + 1, reason }], ran: good.length };
  }
  const after = await versionOf(context, request.buildInfo);
  if (before !== null && after !== null && before !== after) return { deployed: { before, after } };
  return wholeSet(context, request.url, good, before === after ? after : null);
}

type Good = Extract<LabAudit, { readonly report: LabReport }>;

function auditOnce(audits: LabAudits, { signal }: Context, { url, device }: SetRequest) {
  signal.throwIfAborted();
  return audits.audit(url, { device, timeout: runTimeout, signal });
}

function lackOfReport({ values }: LabReport): string | null {
  const missing = missingFrom(values);
  return missing === null ? null : `its report has no ${missing}`;
}

function wholeSet(
  context: Context,
  url: string,
  good: readonly Good[],
  served: string | null,
): SetMeasured {
  const measured = medianSet(good.map(({ report }) => report));
  const chosen = measured === null ? undefined : good[measured.middle];
  if (measured === null || chosen === undefined) return { failed: [], ran: 0 };
  const { middle: _, ...of } = measured;
  const set: LabSet = { url: labAddress(url), at: context.clock.now(), served, ...of };
  const warnings = [...new Set(good.flatMap(({ report }) => report.warnings))];
  return { set, html: chosen.html, json: chosen.json, warnings };
}

async function versionOf(context: Context, buildInfo: string | null): Promise<string | null> {
  if (buildInfo === null) return null;
  const reading = readBuildInfo(context, buildInfo, { timeout: 10_000, signal: context.signal });
  return reading.then(
    ({ version }) => version,
    () => {
      context.signal.throwIfAborted();
      return null;
    },
  );
}
