import { missingPipeline, pipelineTrouble } from '../deploys/pipeline-state.ts';
import { compareTags, sameVersion, tagOf } from '../deploys/version-tag.ts';
import type { Guard } from '../incident/guard.ts';
import { inFlightGuard, tokenGuard } from './access-guards.ts';
import type { PipelineFacts, RollbackFacts } from './facts.ts';
import { type GuardJudgement, letPass, refuse, unknown } from './judged.ts';

/** Every guard, in the order in which they are shown; all are judged, so that all refusals are seen at once. */
export function rollbackGuards(facts: RollbackFacts): readonly Guard[] {
  return [
    targetGuard(facts),
    servedGuard(facts),
    directionGuard(facts),
    pipelineGuard(facts),
    inFlightGuard(facts),
    tokenGuard(facts),
  ];
}

function targetGuard(facts: RollbackFacts): Guard {
  const { target, tags, mayPropose, environment, command } = facts;
  const judged = (): GuardJudgement => {
    if (target === null) {
      return refuse(
        'no earlier version is known that was live and healthy',
        '정상 제공된 이전 버전을 알 수 없습니다',
        `${command} v1.2.3`,
      );
    }
    if (!mayPropose) {
      return refuse(
        `where nobody is asked the version must be named; ${target} would be proposed`,
        `묻지 않고 실행하려면 버전을 지정해야 합니다. 제안 버전은 ${target}입니다`,
        withVersion(command, target, environment),
      );
    }
    if ('trouble' in tags)
      return unknown(
        `the tags could not be read: ${tags.trouble}`,
        `태그를 읽지 못했습니다: ${tags.trouble}`,
      );
    if (tags.value.has(target)) return lifeOf(target, facts);
    const tag = facts.meant ?? tagOf(target, { format: facts.format ?? null });
    const meant = tag === undefined || tag === target ? [] : [command.replace(target, tag)];
    return refuse(
      `there is no tag ${target}`,
      `${target} 태그가 없습니다`,
      ...meant,
      'tsops rollback --dry-run',
    );
  };
  return { name: 'version', ...judged() };
}

/** A tag may never have been deployed: it is no version to go back to, unless somebody means just that. */
function lifeOf(
  target: string,
  { ranHere = { known: 'yes' }, environment, firstDeploy, command }: RollbackFacts,
): GuardJudgement {
  if (ranHere.known === 'yes') return letPass(`${target} is a tag`, `${target} 태그가 있습니다`);
  if (ranHere.known === 'not told') {
    return letPass(
      `${target} is a tag; whether it ever ran in ${environment} is not known: ${ranHere.why}`,
      `${target} 태그가 있으나, ${environment}에 배포된 적이 있는지는 알 수 없습니다: ${ranHere.why}`,
    );
  }
  const never = `${target} never ran in ${environment}: no deploy of it there succeeded`;
  const neverKo = `${target}은(는) ${environment}에서 실행된 적이 없습니다: 성공한 배포가 없습니다`;
  if (firstDeploy) return letPass(`--first-deploy: ${never}`, `--first-deploy: ${neverKo}`);
  return refuse(never, neverKo, `${command} --first-deploy`, 'tsops rollback --dry-run');
}

/** The command as typed, with the version and the consent that it lacks. */
function withVersion(command: string, version: string, environment: string): string {
  const consent = / --confirm[ =]/.test(command) ? '' : ` --confirm ${environment}`;
  return `${command} ${version}${consent}`;
}

function servedGuard({ target, served, environment }: RollbackFacts): Guard {
  const judged = (): GuardJudgement => {
    if ('trouble' in served) {
      return unknown(
        `what ${environment} serves could not be read: ${served.trouble}`,
        `${environment} 제공 버전을 읽지 못했습니다: ${served.trouble}`,
        'tsops version',
      );
    }
    const { version, source } = served.value;
    const [known, knownKo] =
      source === 'deploys'
        ? [
            ' (from the last deploy: build-info.json cannot be read)',
            '(마지막 배포 기준, build-info.json을 읽을 수 없음)',
          ]
        : ['', ''];
    if (target !== null && sameVersion(version, target)) {
      return refuse(
        `${environment} already serves ${version}${known}`,
        `${environment}에서 이미 ${version} 제공 중${knownKo}`,
        `tsops version ${environment}`,
      );
    }
    return letPass(
      `${environment} serves ${version}${known}`,
      `${environment}에서 ${version} 제공 중${knownKo}`,
    );
  };
  return { name: 'served', ...judged() };
}

function directionGuard({ target, served, forward, command, format }: RollbackFacts): Guard {
  const judged = (): GuardJudgement => {
    if (forward) return letPass('--forward: any direction', '--forward: 방향 무관');
    if (target === null || 'trouble' in served) {
      return unknown('there is nothing to compare with', '비교할 버전이 없습니다');
    }
    const from = tagOf(served.value.version, { like: target }) ?? served.value.version;
    const distance = compareTags(target, from, format ?? null);
    if (distance === null) {
      return unknown(
        `${served.value.version} is not a version to compare with`,
        `${served.value.version}은(는) 비교할 수 있는 버전이 아닙니다`,
        `${command} --forward`,
      );
    }
    if (distance < 0)
      return letPass(`${target} is older than ${from}`, `${target}은(는) ${from}보다 이전입니다`);
    if (distance === 0)
      return letPass(
        `${target} is not newer than ${from}`,
        `${target}은(는) ${from}보다 새롭지 않습니다`,
      );
    return refuse(
      `${target} is newer than ${from}`,
      `${target}은(는) ${from}보다 새 버전입니다`,
      `${command} --forward`,
    );
  };
  return { name: 'direction', ...judged() };
}

function pipelineGuard(facts: RollbackFacts): Guard {
  const { pipeline, pipelineName: name, ref, versionInput, environment } = facts;
  const judged = (): GuardJudgement => {
    const file = `${name} at ${ref}`;
    const ko = `${name}(${ref})`;
    if ('trouble' in pipeline) {
      return unknown(
        `${file} could not be read: ${pipeline.trouble}`,
        `${ko}을(를) 읽지 못했습니다: ${pipeline.trouble}`,
      );
    }
    const repository = 'value' in facts.token ? facts.token.value : {};
    if (pipeline.value === null) {
      const { detail, next } = missingPipeline(name, ref, repository);
      return refuse(detail.en, detail.ko, next, 'tsops config show --origin');
    }
    const { dispatchable, inputs, state } = pipeline.value;
    if (!dispatchable) {
      return refuse(
        `${file} has no workflow_dispatch trigger`,
        `${ko}에 workflow_dispatch 트리거가 없습니다`,
      );
    }
    const stopped = pipelineTrouble(name, state, repository);
    if (stopped !== null) return refuse(stopped.detail.en, stopped.detail.ko, stopped.next);
    if (!inputs.some((input) => input.name === versionInput)) {
      return refuse(
        `${file} has no input “${versionInput}”`,
        `${ko}에 입력 “${versionInput}”이(가) 없습니다`,
        'tsops config show --origin',
      );
    }
    const trouble = environmentTrouble(facts, inputs) ?? inputTrouble(facts, inputs);
    return (
      trouble ??
      letPass(
        `${file} takes ${versionInput}, deploys ${environment}`,
        `${ko}: 입력 ${versionInput}, ${environment} 배포`,
      )
    );
  };
  return { name: 'workflow', ...judged() };
}

/** The workflow must be able to deploy there. */
function environmentTrouble(
  { environment, pipelineName, environmentInput: name = 'environment' }: RollbackFacts,
  inputs: PipelineFacts['inputs'],
): GuardJudgement | null {
  const input = inputs.find((each) => each.name === name);
  if (input === undefined && environment !== 'production') {
    return refuse(
      `${pipelineName} has no input “${name}”, so it deploys production only`,
      `${pipelineName}에 입력 “${name}”이(가) 없어 production에만 배포합니다`,
    );
  }
  if (input !== undefined && input.options.length > 0 && !input.options.includes(environment)) {
    return refuse(
      `${pipelineName} deploys ${input.options.join(' or ')}, not ${environment}`,
      `${pipelineName}의 배포 대상은 ${input.options.join(', ')}이며 ${environment}은(는) 없습니다`,
    );
  }
  return null;
}

/** GitHub refuses a dispatch with an input too many, one too few, or a value that is no choice. */
function inputTrouble(
  facts: RollbackFacts,
  inputs: PipelineFacts['inputs'],
): GuardJudgement | null {
  const { pipelineName, versionInput, target, environmentInput = 'environment', command } = facts;
  const sent = { ...facts.inputs, ...(target === null ? {} : { [versionInput]: target }) };
  for (const [name, value] of Object.entries(sent)) {
    const input = inputs.find((each) => each.name === name);
    if (input === undefined) {
      return refuse(
        `${pipelineName} has no input “${name}”`,
        `${pipelineName}에 입력 “${name}”이(가) 없습니다`,
        'tsops config show --origin',
      );
    }
    if (input.options.length > 0 && !input.options.includes(value)) {
      const offered = input.options.slice(0, 5).join(', ');
      return refuse(
        `${pipelineName} does not take ${value} as its ${name}: it offers ${offered}`,
        `${pipelineName}의 ${name} 값으로 ${value}을(를) 쓸 수 없습니다. 가능한 값: ${offered}`,
      );
    }
  }
  const lacking = inputs.find(
    ({ name, required, default: value }) =>
      required &&
      value === null &&
      name !== environmentInput &&
      name !== versionInput &&
      !Object.hasOwn(sent, name),
  );
  if (lacking === undefined) return null;
  if (lacking.name === facts.reasonInput) {
    return refuse(
      `${pipelineName} needs a reason`,
      `${pipelineName}에 사유가 필요합니다`,
      `${command} --reason "…"`,
    );
  }
  return refuse(
    `${pipelineName} needs an input “${lacking.name}” that tsops does not know`,
    `${pipelineName}에 필요한 입력 “${lacking.name}”이(가) 설정에 없습니다`,
    `set github.inputs.${lacking.name} in tsops.config.yaml`,
  );
}
