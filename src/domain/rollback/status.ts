import { sameVersion } from '../deploys/version-tag.ts';
import type { Verdict } from '../evidence/verdict.ts';
import { runWord } from '../evidence/wording/recent-deploys.ts';
import { say, type Text } from '../text/language.ts';
import type { FactOrTrouble } from './facts.ts';
import type { RollbackRecord } from './record.ts';

interface RunFacts {
  readonly id: number;
  readonly title: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly url: string;
}

/** The run of a rollback, as far as it could be found out. */
export type RunSearch =
  | { readonly found: 'one'; readonly run: RunFacts }
  /** `sure`: GitHub listed all runs since the dispatch, and it was long enough ago to be listed. */
  | { readonly found: 'none'; readonly sure: boolean }
  | { readonly found: 'several'; readonly runs: readonly RunFacts[] }
  | { readonly found: 'not-asked'; readonly trouble: string };

export interface StatusFacts {
  /** Null for a run that no rollback here has started. */
  readonly record: RollbackRecord | null;
  /** The record is damaged: the line of its dispatch may be among what is lost. */
  readonly damaged?: boolean;
  /** The live process that drives the rollback. */
  readonly driver: { readonly pid: number; readonly host: string } | null;
  readonly environment: string;
  /** Null where neither the journal nor the run's title names it. */
  readonly wanted: string | null;
  readonly run: RunSearch;
  /** What is served, by three reads in a row where it is the wanted version. */
  readonly serving: FactOrTrouble<string>;
  /** A successful deploy to the same environment that was started after the run. */
  readonly replacedBy: { readonly version: string | null; readonly url: string } | null;
}

export interface RollbackStatus {
  readonly state: 'done' | 'not-done' | 'in-progress' | 'unknown';
  readonly verdict: Verdict;
  readonly detail: Text;
}

/** Where a rollback stands: never more than what the journal, GitHub and build-info.json together show. */
export function rollbackStatus(facts: StatusFacts): RollbackStatus {
  return fromJournal(facts) ?? fromRun(facts);
}

/** What the journal alone decides. */
function fromJournal({ record, driver, damaged, run }: StatusFacts): RollbackStatus | null {
  if (record === null) return null;
  if (driver !== null) {
    return inProgress(
      say(
        `Process ${driver.pid} on ${driver.host} is driving it.`,
        `${driver.host}의 프로세스 ${driver.pid}이(가) 진행 중입니다.`,
      ),
    );
  }
  const said = record.outcome;
  const perhapsSent = damaged === true && run.found !== 'none';
  if (record.dispatch === null && perhapsSent) return null;
  if (record.dispatch === null) {
    return notDone(
      say(
        `Nothing was sent: ${said?.detail || 'it stopped before the dispatch'}.`,
        `아무것도 보내지 않았습니다: ${said?.said.ko || '시작 전에 멈췄습니다'}.`,
      ),
      'ok',
    );
  }
  if (said?.state === 'not-done' && record.run === null) {
    return notDone(
      say(`Nothing was started: ${said.detail}`, `시작되지 않았습니다: ${said.said.ko}`),
      'ok',
    );
  }
  return null;
}

function fromRun(facts: StatusFacts): RollbackStatus {
  const { run, environment, wanted, serving } = facts;
  if (run.found === 'not-asked') return notAsked(facts, run.trouble);
  if (run.found === 'several') {
    const urls = run.runs.map(({ url }) => url).join(' ');
    return unknown(
      say(
        `Which of ${run.runs.length} runs is ours is not known: ${urls}`,
        `실행 ${run.runs.length}개 중 어느 것인지 알 수 없습니다: ${urls}`,
      ),
    );
  }
  if (run.found === 'none') return withoutRun(facts, run.sure);
  const { status, conclusion } = run.run;
  if (status !== 'completed') {
    return inProgress(
      say(`The run is ${status.replace('_', ' ')}.`, `실행 상태: ${runWord(status).ko}.`),
    );
  }
  const ended =
    conclusion === 'success'
      ? say('The run succeeded', '실행은 성공했습니다')
      : say(`The run ended in ${conclusion}`, `실행 결과는 ${runWord(conclusion ?? '').ko}입니다`);
  if (wanted === null) {
    return unknown(
      say(
        `${ended.en}; its title does not say which version it deployed.`,
        `${ended.ko}. 제목에 배포한 버전이 없습니다.`,
      ),
    );
  }
  const bad = conclusion === 'success' ? 'unknown' : 'bad';
  if ('trouble' in serving) {
    return {
      ...unknown(
        say(
          `${ended.en}; what ${environment} serves could not be read: ${serving.trouble}`,
          `${ended.ko}. ${environment} 제공 버전을 읽지 못했습니다: ${serving.trouble}`,
        ),
      ),
      verdict: bad,
    };
  }
  if (sameVersion(serving.value, wanted)) {
    const [en, ko] = [`${environment} serves ${wanted}`, `${environment}에서 ${wanted} 제공 중`];
    return conclusion === 'success'
      ? {
          state: 'done',
          verdict: 'ok',
          detail: say(`${en}; the run succeeded.`, `${ko}. 실행은 성공했습니다.`),
        }
      : {
          state: 'done',
          verdict: 'bad',
          detail: say(`${en}, yet the run ended in ${conclusion}.`, `${ko}. 다만 ${ended.ko}.`),
        };
  }
  return servesAnother(facts, ended, serving.value, wanted);
}

function servesAnother(
  { record, environment, replacedBy }: StatusFacts,
  ended: Text,
  serving: string,
  wanted: string,
): RollbackStatus {
  if (record?.outcome?.state === 'done') {
    const detail = say(
      `It was done: ${wanted} was served then. Now ${environment} serves ${serving}.`,
      `완료되었습니다: 당시 ${wanted} 제공. 현재 ${environment}에서는 ${serving} 제공 중입니다.`,
    );
    return { state: 'done', verdict: 'warn', detail };
  }
  if (replacedBy !== null) {
    const { version, url } = replacedBy;
    return unknown(
      say(
        `${ended.en}, and ${version ?? 'another version'} was deployed since (${url}): whether ${wanted} was served is not known.`,
        `${ended.ko}. 그 뒤 ${version ?? '다른 버전'}이(가) 배포되어(${url}) ${wanted} 제공 여부를 알 수 없습니다.`,
      ),
    );
  }
  return notDone(
    say(
      `NOT rolled back: serving ${serving}, wanted ${wanted}. ${ended.en}.`,
      `롤백되지 않음: 제공 중 ${serving}, 목표 ${wanted}. ${ended.ko}.`,
    ),
    'bad',
  );
}

function notAsked({ record, wanted, environment, serving }: StatusFacts, trouble: string) {
  const now =
    'value' in serving
      ? say(
          ` ${environment} serves ${serving.value}.`,
          ` ${environment} 제공 버전은 ${serving.value}입니다.`,
        )
      : say('', '');
  if (record?.outcome?.state === 'done') {
    const detail = say(
      `The journal says done: ${wanted} was served then.${now.en}`,
      `기록상 완료: 당시 ${wanted} 제공.${now.ko}`,
    );
    return { state: 'done', verdict: 'ok', detail } as const;
  }
  return unknown(
    say(
      `GitHub could not be asked: ${trouble}.${now.en}`,
      `GitHub에 확인하지 못했습니다: ${trouble}.${now.ko}`,
    ),
  );
}

function withoutRun({ wanted, serving, environment }: StatusFacts, sure: boolean): RollbackStatus {
  const served = 'value' in serving && wanted !== null && sameVersion(serving.value, wanted);
  if (served) {
    return unknown(
      say(
        `No run of it was found, yet ${environment} serves ${wanted}.`,
        `실행을 찾지 못했으나 ${environment}에서 ${wanted} 제공 중입니다.`,
      ),
    );
  }
  return sure
    ? notDone(
        say(
          'GitHub has no run of it: the dispatch was not accepted.',
          'GitHub에 실행이 없습니다: 요청이 접수되지 않았습니다.',
        ),
        'bad',
      )
    : unknown(
        say(
          'No run of it was found yet; GitHub may still list one.',
          '아직 실행을 찾지 못했습니다. 곧 GitHub 목록에 나타날 수 있습니다.',
        ),
      );
}

function inProgress(detail: Text): RollbackStatus {
  return { state: 'in-progress', verdict: 'ok', detail };
}

/** `ok` where nothing was even tried: there is nothing wrong to look at. */
function notDone(detail: Text, verdict: Verdict): RollbackStatus {
  return { state: 'not-done', verdict, detail };
}

function unknown(detail: Text): RollbackStatus {
  return { state: 'unknown', verdict: 'unknown', detail };
}
