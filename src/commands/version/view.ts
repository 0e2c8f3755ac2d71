import type { Screen } from '../../contract/context.ts';
import type { Deploy } from '../../domain/deploys/history.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';

/** What one environment serves. Times are epoch milliseconds. */
export interface EnvironmentVersion {
  readonly name: string;
  /** Where build-info.json was read. */
  readonly url: string;
  readonly verdict: Verdict;
  /** The version of most reads; null where none could be read. */
  readonly version: string | null;
  readonly commit: string | null;
  readonly builtAt: number | null;
  /** Each version seen, and in how many reads. */
  readonly versions: readonly { readonly version: string; readonly reads: number }[];
  readonly reads: number;
  readonly failedReads: number;
  readonly detail: string;
  /** The detail in every language. */
  readonly said: Text;
  /** build-info.json as it was served. */
  readonly raw: Readonly<Record<string, unknown>> | null;
  /** Versions between this one and the newest tag; null where GitHub was not asked. */
  readonly behind: number | null;
  /** The latest deploy that succeeded; null where there is none, or GitHub was not asked. */
  readonly lastDeploy: Deploy | null;
  /** The version that was deployed last and is not served, although time enough has passed; else null. */
  readonly notServed: string | null;
  readonly problem: Problem | null;
}

/** The data of `tsops version`. */
export interface Versions {
  readonly environments: readonly EnvironmentVersion[];
  /** From `--expect`. */
  readonly expected: string | null;
  readonly newestTag: string | null;
  readonly deploys: { readonly known: true } | { readonly known: false; readonly problem: Problem };
}

export function showVersions(data: Versions, screen: Screen): string {
  const rows = data.environments.map((one) => [
    screen.sign(one.verdict),
    screen.paint.bold(one.name),
    one.version ?? '?',
    one.commit?.slice(0, 12) ?? '',
    one.builtAt === null ? '' : screen.say(builtText(screen.ago(one.builtAt))),
  ]);
  const lines = [screen.table(rows, { flexible: 2 })];
  for (const one of data.environments) {
    // What could not be read is told below, as a problem.
    if (one.verdict === 'ok' || one.verdict === 'unknown') continue;
    const room = screen.terminal ? screen.columns - 5 : Number.POSITIVE_INFINITY;
    const wrapped = wrap(`${one.name} ${screen.say(one.said)}`, room, screen.width);
    const told = wrapped.map((line) => `     ${line}`);
    lines.push(...(screen.terminal ? told.map((line) => screen.fit(line, screen.columns)) : told));
  }
  return [...lines, '', ...deployLines(data, screen)].join('\n');
}

function deployLines({ environments, newestTag, deploys }: Versions, screen: Screen): string[] {
  if (!deploys.known) {
    const why = deploys.problem.message;
    const line = screen.say(
      say(`  deploys: not known, ${why}`, `  배포 이력을 알 수 없습니다: ${why}`),
    );
    return [screen.paint.dim(screen.terminal ? screen.fit(line, screen.columns) : line)];
  }
  const rows = environments.map((one) => [
    one.name,
    deployPhrase(one, screen),
    screen.say(behindPhrase(one)),
  ]);
  const newest =
    newestTag === null
      ? say('there are no version tags', '버전 태그 없음')
      : say(`newest tag ${newestTag}`, `최신 태그 ${newestTag}`);
  const last = say('last successful deploy', '마지막 성공 배포');
  const head = ['', screen.say(last), screen.say(newest)];
  return [screen.table(rows, { head, flexible: 1 })];
}

function deployPhrase({ lastDeploy }: EnvironmentVersion, screen: Screen): string {
  if (lastDeploy === null) return screen.say(say('none known', '알려진 배포 없음'));
  const { version, actor, at } = lastDeploy;
  const ago = screen.ago(at);
  return screen.say(
    say(
      `${version ?? 'a version that its run does not name'} by ${actor || 'someone'}, ${ago}`,
      `${version ?? '버전 미상'} (${actor || '미상'}), ${ago}`,
    ),
  );
}

function builtText(ago: string): Text {
  return say(`built ${ago}`, `${ago} 빌드`);
}

function behindPhrase({ behind }: EnvironmentVersion): Text {
  if (behind === null) return say('', '');
  return behind === 0
    ? say('up to date', '최신')
    : say(`${behind} version${behind === 1 ? '' : 's'} behind`, `${behind}개 버전 뒤처짐`);
}
