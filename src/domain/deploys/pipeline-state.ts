/* What keeps a deploy workflow from being started, in sentences with what to type. */
import { say, type Text } from '../text/language.ts';

export interface PipelineTrouble {
  readonly detail: Text;
  readonly next: string;
}

/** What is known of the repository that matters here. */
export interface RepositoryFacts {
  readonly fork?: boolean;
  readonly defaultBranch?: string;
}

const reasons: Readonly<Record<string, Text>> = {
  disabled_manually: say('was disabled by hand', '누군가 비활성화했습니다'),
  disabled_inactivity: say(
    'was disabled by GitHub, as nothing happened in the repository for 60 days',
    '60일 동안 저장소 활동이 없어 GitHub가 비활성화했습니다',
  ),
  disabled_fork: say(
    'is disabled by GitHub, as in every fork',
    '포크이므로 GitHub가 비활성화한 상태입니다',
  ),
  deleted: say('was deleted', '삭제되었습니다'),
};

/** Null where nothing speaks against it. `state` is GitHub's word, '' untold; null where GitHub knows no such workflow. */
export function pipelineTrouble(
  name: string,
  state: string | null,
  { fork = false }: RepositoryFacts,
): PipelineTrouble | null {
  if (state === 'active' || state === '') return null;
  if (state === null) {
    const off = fork
      ? say(
          'Actions is off in a fork until somebody switches it on',
          '포크에서는 직접 켜기 전까지 Actions가 꺼져 있습니다',
        )
      : say(
          'Actions is off in the repository, or the file is not on its default branch',
          '저장소의 Actions가 꺼져 있거나, 기본 브랜치에 파일이 없습니다',
        );
    const detail = say(
      `GitHub knows no workflow ${name}: ${off.en}`,
      `GitHub에 워크플로 ${name}이(가) 없습니다: ${off.ko}`,
    );
    return { detail, next: 'gh workflow list --all' };
  }
  const reason = reasons[state];
  const detail =
    reason === undefined
      ? say(`${name} is ${state}`, `${name} 비활성 상태: ${state}`)
      : say(`${name} ${reason.en} (${state})`, `${name}: ${reason.ko} (${state})`);
  return { detail, next: `gh workflow enable ${name}` };
}

/** Where the file is not at the ref. */
export function missingPipeline(
  name: string,
  ref: string,
  { defaultBranch }: RepositoryFacts,
): PipelineTrouble {
  const missing = say(`there is no ${name} at ${ref}`, `${name}(${ref})이(가) 없습니다`);
  if (defaultBranch === undefined || defaultBranch === ref) {
    return { detail: missing, next: 'check github.workflow and github.ref in tsops.config.yaml' };
  }
  return {
    detail: say(
      `${missing.en}; the default branch is ${defaultBranch}`,
      `${missing.ko}. 기본 브랜치는 ${defaultBranch}입니다`,
    ),
    next: `set github.ref to ${defaultBranch} in tsops.config.yaml`,
  };
}
