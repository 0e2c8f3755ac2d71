import { cleanText } from '../../domain/text/clean.ts';
import type { PipelineFile, PipelineInput } from '../../ports/deploys.ts';
import { fields, notGitHub } from './fields.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Reads a workflow file's text as GitHub does on a dispatch; throws `unreachable` when it is no valid YAML. */
export async function parseWorkflow(path: string, source: string): Promise<PipelineFile> {
  const { load } = await import('js-yaml');
  let document: unknown;
  try {
    document = load(source);
  } catch {
    throw notGitHub(`${path} is not valid YAML`);
  }
  const file = fields(document, path);
  const trigger = dispatchTrigger(file.on);
  return {
    path,
    dispatchable: trigger !== undefined,
    inputs: inputsOf(trigger),
    runName: line(file['run-name']),
    concurrency: line(object(file.concurrency)?.group ?? file.concurrency),
    ...(object(file.concurrency)?.['cancel-in-progress'] === true
      ? { cancelsInProgress: true }
      : {}),
    environments: environmentsOf(file.jobs),
  };
}

function object(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined;
}

function line(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? cleanText(value, 200) : null;
}

/** `on:` may be a word, a list of words, or a map; undefined without `workflow_dispatch`. */
function dispatchTrigger(on: unknown): Fields | undefined {
  if (on === 'workflow_dispatch') return {};
  if (Array.isArray(on)) return on.includes('workflow_dispatch') ? {} : undefined;
  const map = object(on);
  if (map === undefined || !Object.hasOwn(map, 'workflow_dispatch')) return undefined;
  return object(map.workflow_dispatch) ?? {};
}

function inputsOf(trigger: Fields | undefined): PipelineInput[] {
  return Object.entries(object(trigger?.inputs) ?? {}).map(([name, value]) => {
    const input = object(value);
    const options = Array.isArray(input?.options) ? input.options : [];
    return {
      name,
      required: input?.required === true,
      default: line(input?.default),
      options: options.map((option) => cleanText(option, 100)),
    };
  });
}

function environmentsOf(jobs: unknown): string[] {
  const names = Object.values(object(jobs) ?? {}).map((job) => {
    const environment = object(job)?.environment;
    return line(object(environment)?.name ?? environment);
  });
  return [...new Set(names.filter((name) => name !== null && !name.includes('${{')))] as string[];
}
