/* Whether the workflow is free, and whether our token may start it. */
import type { Guard } from '../incident/guard.ts';
import type { RollbackFacts } from './facts.ts';
import { type GuardJudgement, letPass, refuse, unknown } from './judged.ts';

export function inFlightGuard({ inFlight, pipelineName, command }: RollbackFacts): Guard {
  const judged = (): GuardJudgement => {
    if ('trouble' in inFlight) {
      return unknown(
        `its runs could not be read: ${inFlight.trouble}`,
        `실행 목록을 읽지 못했습니다: ${inFlight.trouble}`,
      );
    }
    const [first, ...others] = inFlight.value;
    if (first === undefined) {
      return letPass(
        `no run of ${pipelineName} is in flight`,
        `진행 중인 ${pipelineName} 실행이 없습니다`,
      );
    }
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    const moreKo = others.length === 0 ? '' : ` (외 ${others.length}건)`;
    return refuse(
      `a run is in flight: “${first.title}”${more} ${first.url}`,
      `진행 중인 실행이 있습니다: “${first.title}”${moreKo} ${first.url}`,
      `${command} --wait-for-running`,
    );
  };
  return { name: 'in flight', ...judged() };
}

export function tokenGuard({ token }: RollbackFacts): Guard {
  const judged = (): GuardJudgement => {
    if ('trouble' in token)
      return unknown(
        `your token's rights could not be read: ${token.trouble}`,
        `토큰 권한을 읽지 못했습니다: ${token.trouble}`,
      );
    const { canPush, scopes, private: hidden, movedTo, archived } = token.value;
    if (movedTo !== undefined) {
      const [owner, repo] = movedTo.split('/');
      return refuse(
        `the repository is ${movedTo} now, and takes no dispatch under its old name`,
        `저장소가 ${movedTo}(으)로 옮겨져 예전 이름으로는 실행할 수 없습니다`,
        `set github.owner to ${owner} and github.repo to ${repo} in tsops.config.yaml`,
      );
    }
    if (archived === true) {
      return refuse(
        'the repository is archived, and nothing can be started in it',
        '저장소가 보관 처리되어 아무것도 실행할 수 없습니다',
      );
    }
    if (canPush === false) {
      return refuse(
        'your token cannot write to the repository',
        '토큰에 저장소 쓰기 권한이 없습니다',
        'ask for write access, or set GH_TOKEN',
      );
    }
    const enough = hidden ? ['repo'] : ['repo', 'public_repo'];
    if (scopes !== null && !enough.some((scope) => scopes.includes(scope))) {
      return refuse(
        `the token lacks the scope ${enough[0]}`,
        `토큰에 ${enough[0]} 권한 범위가 없습니다`,
        'gh auth refresh --scopes repo',
      );
    }
    return scopes === null
      ? letPass(
          'your token can write; only the dispatch shows whether it has Actions: write',
          '토큰에 쓰기 권한이 있습니다. Actions: write 여부는 실행해야 알 수 있습니다',
        )
      : letPass('your token can start the workflow', '토큰으로 워크플로를 시작할 수 있습니다');
  };
  return { name: 'token', ...judged() };
}
