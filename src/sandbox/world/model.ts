import type { Scenario } from '../scenario.ts';

export type SandboxEnvironment = 'production' | 'staging';

/** What people and tools have done to the world since it started; everything else is computed. */
export type WorldEvent =
  | { kind: 'dispatch'; at: number; ref: string; inputs: Record<string, string>; actor: string }
  | { kind: 'review'; at: number; runId: number; state: 'approved' | 'rejected'; comment: string }
  | { kind: 'cancel'; at: number; runId: number }
  | {
      kind: 'invalidation';
      at: number;
      environment: SandboxEnvironment;
      reference: string;
      paths: string[];
    }
  | {
      kind: 'message';
      at: number;
      channel: string;
      text: string;
      ts: string;
      via: string;
      /** `ts` of the message that it answers. */
      thread?: string;
      metadata?: unknown;
    }
  | {
      kind: 'page';
      at: number;
      action: string;
      dedupKey: string;
      summary: string;
      severity: string;
    }
  | {
      kind: 'paged-person';
      at: number;
      key: string;
      summary: string;
      urgency: 'high' | 'low';
      person: string;
    }
  | {
      kind: 'incident';
      at: number;
      id: string;
      status?: 'acknowledged' | 'resolved' | undefined;
      /** Escalated to that step, or given to that person. */
      level?: number | undefined;
      person?: string | undefined;
      by: string;
    }
  | { kind: 'note'; at: number; id: string; content: string; by: string }
  /** The text of the rules that the engines were given. */
  | { kind: 'rules'; at: number; source: string }
  | { kind: 'issue'; at: number; title: string; body: string; labels: string[]; actor: string }
  | { kind: 'comment'; at: number; issue: number; body: string; actor: string };

/** A scenario under way: its start, its clock and what was done to it. */
export interface World {
  readonly scenario: Scenario;
  readonly seed: number;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly events: readonly WorldEvent[];
  now(): number;
  record(event: WorldEvent): void;
  /** Moves the world's clock forward. */
  advance(milliseconds: number): void;
}

export function createWorld(scenario: Scenario, seed: number, clock: { now(): number }): World {
  const events: WorldEvent[] = [];
  let offset = 0;
  return {
    scenario,
    seed,
    startedAt: clock.now(),
    events,
    now: () => clock.now() + offset,
    record: (event) => void events.push(event),
    advance: (milliseconds) => {
      offset += milliseconds;
    },
  };
}

export function worldEventsOf<K extends WorldEvent['kind']>(world: World, kind: K) {
  return world.events.filter((e): e is Extract<WorldEvent, { kind: K }> => e.kind === kind);
}
