import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { ScenarioInput } from '../../src/sandbox/scenario.ts';
import { endToEnd, type Variables } from '../support/e2e.ts';
import { onTerminal, type Person, pseudoTerminals, sitDown } from '../support/e2e-pty.ts';
import { shipped } from '../support/shipped.ts';

const badDeploy = shipped('bad-deploy');
const staleCache = shipped('stale-cache');

const suite = endToEnd({ hurried: true });
const pty = await pseudoTerminals();
const enter = '\r';
const ctrlC = '\u0003';
const keys = 'q quit';
/** The last line on the screen is one of the keys, or the end of a question. */
const asked = /(?:q quit|└)$/;
const consent = /Type production to go on|계속하려면 production을 입력하십시오/;

function sit(args: readonly string[], env: Variables, columns?: number): Person {
  if (pty === undefined) throw new Error('there is no pseudo-terminal');
  return sitDown(pty, suite, args, env, columns);
}

async function paged(scenario: ScenarioInput = badDeploy, columns?: number, more: string[] = []) {
  const sandbox = await suite.sandbox(scenario);
  const { runbook = '' } = scenario;
  const person = sit(['runbook', runbook, ...more], sandbox.env, columns);
  return { sandbox, person };
}

function lines({ directory }: Sandbox): { kind: string; [field: string]: unknown }[] {
  const records = join(directory, 'state/tsops/records');
  const id = readdirSync(records).find((name) => name.includes('-incident-')) ?? '';
  const text = readFileSync(join(records, id, 'journal.jsonl'), 'utf8').trimEnd();
  return text.split('\n').map((line) => JSON.parse(line));
}

const written = (sandbox: Sandbox) => sandbox.world.events.map(({ kind }) => kind);
const all = (person: Person) => person.lines().join('\n');

/** By Enter alone as far as it goes: to the plan and the question. */
async function toConsent(person: Person): Promise<void> {
  for (const step of [1, 2, 3, 4, 5, 6]) {
    await person.sees(new RegExp(`^${step}/\\d+ [\\s\\S]*${keys}`, 'm'));
    await person.presses(enter);
  }
  await person.sees(consent);
}

/** Straight to the mitigation that stands first. */
async function mitigates(person: Person, number = '1'): Promise<void> {
  await person.sees(/(?:Likely so far|현재 추정)/);
  await person.presses('m');
  await person.sees(' › ');
  await person.presses(number);
  await person.sees(consent);
}

describe.skipIf(pty === undefined)('from the page to the rollback', onTerminal, () => {
  test('takes two keys in a drill, beside the typed name', async () => {
    const person = sit(['drill', 'bad-deploy', '--seed', '1'], {});
    await mitigates(person);
    person.types(`production${enter}`);
    await person.sees('deploy › Upload to S3');
    person.types(ctrlC);
    expect(await person.ended).toBe(130);
    expect(all(person)).toContain('nothing real was touched');
  });

  test('takes six times Enter for who reads every step, beside the typed name', async () => {
    const { sandbox, person } = await paged();
    await toConsent(person);
    expect(written(sandbox)).toEqual([]);
    person.types(`production${enter}`);
    await person.sees('after v1.2.2 was served');
    expect(written(sandbox)).toEqual(['dispatch']);
    for (const step of ['8/9', '9/9']) {
      await person.sees(new RegExp(`^${step} [\\s\\S]*${keys}$`, 'm'));
      await person.presses(enter);
    }
    expect(await person.ended).toBe(0);
  });

  test('is never started by Enter, however often', async () => {
    const { sandbox, person } = await paged();
    for (let times = 1; times <= 30; times += 1) {
      await person.sees(asked);
      await person.presses(enter);
    }
    expect(all(person)).toContain('Nothing was typed.');
    person.types(ctrlC);
    expect(await person.ended).toBe(130);
    expect(written(sandbox)).toEqual([]);
  });
});

interface Prompt {
  readonly prompt: string;
  readonly come: (person: Person) => Promise<unknown>;
  /** What the same step begins with when it is taken up again. */
  readonly step: RegExp;
  readonly writes: readonly string[];
}

const prompts: readonly Prompt[] = [
  {
    prompt: 'the keys',
    come: (person) => person.sees(keys),
    step: /^1\/\d+ Symptoms/m,
    writes: [],
  },
  {
    prompt: 'the reason of a skip',
    come: async (person) => {
      await person.sees(keys);
      await person.presses('s');
      await person.sees('Why skip it?');
    },
    step: /^1\/\d+ Symptoms/m,
    writes: [],
  },
  { prompt: 'the consent', come: mitigates, step: /^7\/9 Response/m, writes: [] },
  {
    prompt: 'the recovery',
    come: async (person) => {
      await mitigates(person);
      person.types(`production${enter}`);
      await person.sees('reading again until it recovers');
    },
    step: /after v1\.2\.2 was served/,
    writes: ['dispatch'],
  },
];

describe.skipIf(pty === undefined)('at a prompt', onTerminal, () => {
  test.each(prompts)(
    'Ctrl-C at $prompt pauses the walk: 130, and it goes on at the same step',
    async ({ come, step, writes }) => {
      const { sandbox, person } = await paged();
      await come(person);
      person.types(ctrlC);
      expect(await person.ended).toBe(130);
      expect(all(person)).toContain('The runbook is paused, and nothing is lost.');
      expect(all(person)).toContain('→ tsops runbook resume');
      expect(lines(sandbox).at(-1)?.kind).toBe('paused');
      const again = sit(['runbook', 'resume'], sandbox.env);
      await again.sees(step);
      await again.sees(keys);
      expect(written(sandbox)).toEqual(writes);
      // What was answered before is not asked again.
      const ids = lines(sandbox).flatMap(({ kind, id }) => (kind === 'evidence' ? [id] : []));
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  test.each([
    ...prompts.slice(2),
    {
      prompt: 'a question',
      scenario: staleCache,
      come: async (person: Person) => {
        await person.sees(keys);
        await person.presses(enter);
        await person.sees(/^2\/\d+ [\s\S]*q quit/m);
      },
      step: /^2\/\d+ Symptoms/m,
      writes: [],
    },
  ] as (Prompt & { scenario?: ScenarioInput })[])(
    'kill -9 at $prompt leaves a walk that goes on at the same step',
    async ({ scenario, come, step, writes }) => {
      const { sandbox, person } = await paged(scenario);
      await come(person);
      person.kills();
      await person.ended;
      const again = sit(['runbook', 'resume'], sandbox.env);
      await again.sees(step);
      await again.sees(keys);
      expect(written(sandbox)).toEqual(writes);
      const kinds = lines(sandbox).map(({ kind }) => kind);
      expect(kinds).toContain('takeover');
      expect(lines(sandbox).find(({ kind }) => kind === 'resumed')?.crashed).toBe(true);
      again.types(ctrlC);
      expect(await again.ended).toBe(130);
    },
  );
});

describe.skipIf(pty === undefined)('one key at any step', onTerminal, () => {
  test('skips, and asks why; without a reason nothing is skipped', async () => {
    const { sandbox, person } = await paged();
    await person.sees(keys);
    await person.presses('s');
    await person.sees('Why skip it?');
    await person.presses(enter);
    await person.sees(keys);
    expect(lines(sandbox).map(({ kind }) => kind)).not.toContain('skipped');
    await person.presses('s');
    person.types(`seen on the dashboard${enter}`);
    await person.sees(/2\/\d+/);
    expect(lines(sandbox).find(({ kind }) => kind === 'skipped')).toMatchObject({
      step: 'symptoms',
      reason: 'seen on the dashboard',
    });
  });

  test('goes back, takes a note, reads again, and pauses; the walk is taken up there', async () => {
    const { sandbox, person } = await paged();
    await person.sees(keys);
    await person.presses('b');
    await person.sees('There is no step before this one.');
    await person.presses(enter);
    await person.sees(/^2\/\d+ [\s\S]*q quit/m);
    await person.presses('n');
    await person.sees('Note');
    person.types(`한국 사용자만 영향${enter}`);
    await person.sees(/(?:2\/\d+[\s\S]*){2}q quit/);
    await person.presses('b');
    await person.sees(/1\/\d+[\s\S]*2\/\d+[\s\S]*1\/\d+[\s\S]*q quit/);
    await person.presses('r');
    await person.sees(/(?:1\/\d+[\s\S]*){3}q quit/);
    await person.presses('p');
    // The errors go on.
    expect(await person.ended).toBe(1);
    const kinds = lines(sandbox).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'back')).toHaveLength(1);
    expect(lines(sandbox).find(({ kind }) => kind === 'note')?.text).toBe('한국 사용자만 영향');
    // Is it up, its certificate, what is served, and the step's own question.
    expect(lines(sandbox).filter(({ again }) => again === true)).toHaveLength(4);
    expect(kinds.at(-1)).toBe('paused');
    const again = sit(['runbook', 'resume'], sandbox.env);
    await again.sees(/^1\/\d+ [\s\S]*q quit/m);
  });

  test('rules a hypothesis out, and asks by what', async () => {
    const { sandbox, person } = await paged();
    await person.sees('Likely so far: recent deployment');
    await person.presses('h');
    await person.sees('rule one out');
    await person.presses('3');
    await person.sees('Which one?');
    await person.sees(/1 recent deployment/);
    await person.presses('1');
    await person.sees('Which evidence rules it out?');
    person.types(`the flag was on before${enter}`);
    await person.sees(/(?:1\/\d+[\s\S]*){2}q quit/);
    expect(lines(sandbox).find(({ kind }) => kind === 'hypothesis')).toMatchObject({
      hypothesis: 'recent-deployment',
      change: 'ruled-out',
      reason: 'the flag was on before',
    });
    expect(written(sandbox)).toEqual([]);
  });

  test('gives the runbook up, and asks why', async () => {
    const { sandbox, person } = await paged();
    await person.sees(keys);
    await person.presses('q');
    await person.sees('Why give up the runbook?');
    person.types(`false page${enter}`);
    await person.ended;
    expect(lines(sandbox).at(-1)).toMatchObject({ kind: 'aborted', reason: 'false page' });
  });
});

describe.skipIf(pty === undefined)('on the screen', onTerminal, () => {
  test.each([40, 80])('of %i columns no line is cut or wrapped', async (columns) => {
    const { person } = await paged(badDeploy, columns);
    await toConsent(person);
    person.types(ctrlC);
    expect(await person.ended).toBe(130);
    expect(all(person)).not.toContain('in flight.');
    const walked = person.lines().filter((line) => !line.startsWith('✖ The runbook is paused'));
    expect(walked.filter((line) => line.length > columns)).toEqual([]);
  });

  test('in Korean the whole walk is Korean, and as many keys long', async () => {
    const { sandbox, person } = await paged(badDeploy, 80, ['--lang', 'ko']);
    await person.sees('현재 추정: 최근 배포');
    expect(all(person)).toContain('증상 · 오류율이 높은가?');
    await person.sees('q 종료');
    await mitigates(person);
    expect(all(person)).toContain('롤백 v1.2.3 → v1.2.2');
    person.types(`production${enter}`);
    await person.sees('오류율 ');
    await person.sees('v1.2.2 제공');
    expect(written(sandbox)).toEqual(['dispatch']);
  });
});
