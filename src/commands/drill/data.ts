/* What a drill has come to: the truth, what was recommended and done, and the score. */
import type { HypothesisId } from '../../domain/diagnosis/types.ts';
import type { DrillScore, VendorWrite } from '../../domain/drill/score.ts';
import { say, type Text } from '../../domain/text/language.ts';
import type { JournalEntry } from '../../ports/journal.ts';
import type { Runbook } from '../../runbooks/definition.ts';
import type { RunbookRun } from '../../runbooks/walk/run-data.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import type { Scenario } from '../../sandbox/scenario.ts';
import { runState } from '../../sandbox/world/run-state.ts';
import { runsOf } from '../../sandbox/world/runs.ts';

export interface DrillData {
  readonly scenario: string;
  readonly seed: number;
  /** The true cause; two where there are two at once. */
  readonly truth: readonly HypothesisId[];
  readonly cause: {
    readonly summary: string;
    readonly remedy: string;
    /** The same in every language. */
    readonly said: { readonly summary: Text; readonly remedy: Text };
  };
  /** False where the evidence truly cannot tell. */
  readonly tellable: boolean;
  readonly recommended: HypothesisId | null;
  readonly ranked: readonly {
    readonly hypothesis: HypothesisId;
    readonly score: number;
    readonly for: readonly string[];
    readonly against: readonly string[];
  }[];
  readonly actions: readonly {
    readonly action: string;
    readonly target: string;
    readonly outcome: string;
  }[];
  readonly mitigated: boolean;
  /** From the page to the recommendation, milliseconds; null where it did not come to one. */
  readonly msToRecommendation: number | null;
  /** The incident's record; it goes with the sandbox. */
  readonly incident: string;
  /** The recommendation was right, and no write was wrong. */
  readonly right: boolean;
  readonly score: DrillScore;
  readonly run: RunbookRun;
  /** The incident report, Markdown. */
  readonly report: string;
  /** It was asked for on the screen too. */
  readonly reportShown: boolean;
}

interface Played {
  readonly sandbox: Sandbox;
  readonly run: RunbookRun;
  readonly score: DrillScore;
  readonly entries: readonly JournalEntry[];
  readonly startedAt: number;
  readonly report: string;
  readonly shown: boolean;
  readonly runbook: Pick<Runbook, 'diagnosis'>;
}

export function drillData(played: Played): DrillData {
  const { sandbox, score, entries, startedAt, report, shown, runbook } = played;
  // The file of the report goes with the sandbox.
  const { report: _file, ...run } = played.run;
  const { scenario, seed } = sandbox.world;
  const decided = entries.find(({ kind }) => kind === 'decision');
  const recommended = decided === undefined ? null : String(decided.recommended);
  const truth = scenario.answer?.recommended ?? ['cause-not-seen'];
  const tellable = scenario.answer?.tellable ?? false;
  const fair = scenario.answer?.fair.flat() ?? [];
  const found = recommended !== null && [...truth, ...fair].some((each) => each === recommended);
  const honest = !tellable && recommended === 'cause-not-seen';
  const wrong = score.writes.some(({ judged }) => judged === 'wrong');
  return {
    scenario: scenario.name,
    seed,
    truth,
    cause: causeOf(scenario),
    tellable,
    recommended,
    ranked: (run.diagnosis?.ranked ?? []).map((ranked) => ({
      hypothesis: ranked.hypothesis,
      score: ranked.score,
      for: ranked.for.map(({ text }) => text.en),
      against: ranked.against.map(({ text }) => text.en),
    })),
    actions: run.actions.map(({ action, target, state }) => ({ action, target, outcome: state })),
    mitigated: score.toMitigation !== null,
    msToRecommendation:
      decided === undefined ? null : Math.max(0, Date.parse(decided.at) - startedAt),
    incident: run.incident,
    right: (found || honest || runbook.diagnosis === null) && !wrong,
    score,
    run,
    report,
    reportShown: shown,
  };
}

/** A scenario of one's own may be told in English alone. */
function causeOf({ cause: { summary, remedy, korean } }: Scenario): DrillData['cause'] {
  const said = {
    summary: say(summary, korean?.summary ?? summary),
    remedy: say(remedy, korean?.remedy ?? remedy),
  };
  return { summary, remedy, said };
}

/** Deploys and invalidations that the simulated vendors were told, whoever told them. */
export function vendorWrites({ world }: Sandbox): VendorWrite[] {
  return world.events.flatMap((event): VendorWrite[] => {
    if (event.kind === 'dispatch') {
      const target = event.inputs.version ?? event.ref;
      return [{ at: event.at, kind: 'deploy', target, served: isServed(world, target, event.at) }];
    }
    return event.kind === 'invalidation'
      ? [{ at: event.at, kind: 'invalidation', target: event.paths.join(' ') }]
      : [];
  });
}

/** A run that waits, or that failed, brought nothing to anybody. */
function isServed(world: Sandbox['world'], version: string, at: number): boolean {
  const now = world.now();
  return runsOf(world)
    .filter((run) => run.version === version && run.createdAt >= at)
    .some((run) => runState(run, now).conclusion === 'success');
}
