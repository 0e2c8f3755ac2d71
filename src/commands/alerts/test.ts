import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { evaluable, readRulesFile } from '../../config/alert-rules.ts';
import { readTestsFile, testsFileName } from '../../config/alert-tests.ts';
import { environmentUrls } from '../../config/environment-urls.ts';
import { shownPath } from '../../config/locate.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Screen } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { junitXml } from '../../domain/alerts/backtest/junit.ts';
import {
  coverageOf,
  type RuleCoverage,
  type RuleTest,
  runRuleTest,
  type TestResult,
} from '../../domain/alerts/backtest/rule-tests.ts';
import type { Rule } from '../../domain/alerts/language/rule.ts';
import { wrap } from '../../domain/text/wrap.ts';

export interface TestedRules {
  readonly file: string;
  readonly rules: string;
  readonly passed: number;
  readonly failed: number;
  readonly tests: readonly TestResult[];
  readonly coverage: readonly RuleCoverage[];
  /** The JUnit report that was written. */
  readonly junit: string | null;
}

const input = z.object({
  file: z._default(z.string().check(z.minLength(1)), testsFileName),
  junit: z.optional(z.string().check(z.minLength(1))),
});

/** Exit 1 where a test fails. */
export default defineCommand<z.output<typeof input>, TestedRules>({
  name: 'alerts test',
  danger: 'local',
  examples: [
    { command: 'tsops alerts test', explains: `run the tests of ${testsFileName}` },
    {
      command: 'tsops alerts test rules.test.yml --junit report.xml',
      explains: 'also write a report for CI',
    },
  ],
  arguments: [
    { syntax: '[file]', description: `the tests (default: ${testsFileName})`, complete: 'file' },
  ],
  options: [{ flags: '--junit <file>', description: 'write JUnit XML', complete: 'file' }],
  input,
  async run({ file, junit }, context) {
    const { host } = context;
    const { tests, ...read } = await readTestsFile(file, host.cwd);
    const rules = evaluable(await readRulesFile(read.rules, host.cwd));
    knownRules(rules, tests);
    const urls = environmentUrls((await context.config()).config);
    const results = tests.map((test) => runRuleTest(rules, test, urls));
    const failed = results.filter(({ failures }) => failures.length > 0).length;
    if (junit !== undefined) {
      await writeFile(resolve(host.cwd, junit), junitXml(read.file, results));
    }
    const data: TestedRules = {
      file: read.file,
      rules: shownPath(read.rules, host.cwd),
      passed: results.length - failed,
      failed,
      tests: results,
      coverage: coverageOf(rules, tests),
      junit: junit ?? null,
    };
    return { verdict: failed > 0 ? 'bad' : 'ok', data };
  },
  view: testText,
});

function knownRules(rules: readonly Rule[], tests: readonly RuleTest[]): void {
  const names = new Set(rules.map(({ name }) => name));
  const unknown = tests.flatMap(({ expect }) => expect).filter(({ rule }) => !names.has(rule));
  if (unknown.length === 0) return;
  throw new TsopsError({
    kind: 'config',
    message: unknown.map(({ place, rule }) => `${place}: there is no rule "${rule}"`).join('\n'),
    next: ['tsops alerts lint'],
  });
}

function testText(data: TestedRules, screen: Screen): string {
  const { passed, failed, tests, coverage } = data;
  const lines = tests.flatMap(({ name, failures }) => [
    `${screen.sign(failures.length === 0 ? 'ok' : 'bad')} ${name}`,
    ...failures.flatMap(({ place, message }) => failureLines(place, message, screen)),
  ]);
  const covered = coverage.filter(({ fires, rests }) => fires && rests).length;
  const open = coverage.flatMap(({ rule, fires, rests }) => {
    if (fires && rests) return [];
    const missing = fires ? 'not firing' : rests ? 'firing' : 'firing, nor not firing';
    return [`  ${rule}: never expected ${missing}`];
  });
  return [
    ...lines,
    '',
    `${screen.verdict(failed > 0 ? 'bad' : 'ok')}  ${passed} passed, ${failed} failed; ${covered} of ${coverage.length} rules covered`,
    ...open.map((line) => screen.paint.dim(line)),
  ].join('\n');
}

/** One line each in a pipe; on a terminal the sentence wraps below its place. */
function failureLines(place: string, message: string, screen: Screen): string[] {
  const shown = screen.paint.accent(place);
  if (!screen.terminal) return [`  ${shown} ${message}`];
  const lines = wrap(message, screen.columns - 4, screen.width);
  return [`  ${shown}`, ...lines.map((line) => `    ${line}`)];
}
