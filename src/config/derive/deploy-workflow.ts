import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A workflow that deploys a version, as its `workflow_dispatch` inputs tell it. */
export interface DeployWorkflow {
  /** Name of the file under .github/workflows. */
  readonly file: string;
  /** The input that takes the version. */
  readonly input: string;
  readonly environmentInput?: string;
  readonly reasonInput?: string;
  /** Input → the one value that is always sent: a choice that calls production otherwise. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Further inputs that have to be given, and have no default. */
  readonly required?: readonly string[];
}

interface WorkflowInput {
  readonly name: string;
  readonly type: string;
  readonly options: readonly string[];
  readonly required: boolean;
}

/** The workflow under `root` that looks most like the one that deploys production; undefined where none does. */
export async function findDeployWorkflow(root: string): Promise<DeployWorkflow | undefined> {
  const folder = join(root, '.github', 'workflows');
  const found = await Promise.all(
    filesOf(folder).map(async (file) => deployWorkflow(file, await workflowOf(join(folder, file)))),
  );
  return found
    .filter((each) => each !== undefined)
    .toSorted((a, b) => likeness(b) - likeness(a) || (a.file < b.file ? -1 : 1))[0];
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^[\w.-]+\.ya?ml$/.test(name));
  } catch {
    return [];
  }
}

/** A workflow longer than 1 MiB, or one that is no YAML, is none that we could tell anything of. */
async function workflowOf(file: string): Promise<unknown> {
  try {
    if (statSync(file).size > 1_048_576) return undefined;
    const { load } = await import('js-yaml');
    return load(readFileSync(file, 'utf8'), { maxAliases: 100 });
  } catch {
    return undefined;
  }
}

function deployWorkflow(file: string, workflow: unknown): DeployWorkflow | undefined {
  const inputs = inputsOf(workflow);
  const input = versionInput(inputs);
  if (input === undefined || isOther(file)) return undefined;
  const others = inputs.filter(({ name }) => name !== input);
  const environment = others.find(isEnvironment);
  const reason = others.find(({ name }) => /^(?:reason|message|comment|note)s?$/i.test(name));
  const production = environment?.options.find((option) => /^prod/i.test(option));
  const renamed = production === undefined || production === 'production' ? undefined : production;
  const required = others
    .filter((each) => each.required && each !== environment && each !== reason)
    .map(({ name }) => name);
  return {
    file,
    input,
    ...(environment && renamed === undefined && { environmentInput: environment.name }),
    ...(environment && renamed !== undefined && { inputs: { [environment.name]: renamed } }),
    ...(reason && { reasonInput: reason.name }),
    ...(required.length > 0 && { required }),
  };
}

function inputsOf(workflow: unknown): readonly WorkflowInput[] {
  const inputs = child(child(child(workflow, 'on'), 'workflow_dispatch'), 'inputs');
  const named = typeof inputs === 'object' && inputs !== null ? Object.entries(inputs) : [];
  return named.flatMap(([name, given]) => {
    const options = child(given, 'options');
    const fallback = child(given, 'default');
    const read = {
      name,
      type: String(child(given, 'type') ?? 'string'),
      options: Array.isArray(options) ? options.map(String) : [],
      required: child(given, 'required') === true && (fallback === undefined || fallback === ''),
    };
    return /^[A-Za-z0-9][\w-]*$/.test(name) ? [read] : [];
  });
}

/** The version of a tool, or how far to raise our own, is none that is deployed. */
const toolVersion = /node|python|ruby|java|php|xcode|sdk|runner|bump|pre-?release|from/i;

function versionInput(inputs: readonly WorkflowInput[]): string | undefined {
  const text = inputs.filter(
    ({ name, type, options }) =>
      !toolVersion.test(name) &&
      (type === 'string' || (type === 'choice' && !options.includes('patch'))),
  );
  return ['version', 'tag', 'release']
    .flatMap((word) => [
      ...text.filter(({ name }) => name.toLowerCase() === word),
      ...text.filter(({ name }) => name.toLowerCase().includes(word)),
    ])
    .map(({ name }) => name)[0];
}

function isEnvironment({ name, type }: WorkflowInput): boolean {
  return (
    type === 'environment' ||
    /^(?:env|environment|target|stage|deploy[-_]?(?:env|environment|to))$/i.test(name)
  );
}

/** Takes a version, and does something else with it. */
function isOther(file: string): boolean {
  const deploys = /deploy|rollback|ship/i.test(file);
  return (
    !deploys && /(?:^|[-_.])(?:ci|tests?|lint|docs?|notes|changelog|npm|publish)[-_.]/i.test(file)
  );
}

function child(data: unknown, key: string): unknown {
  return typeof data === 'object' && data !== null
    ? (data as Record<string, unknown>)[key]
    : undefined;
}

/** How much a workflow looks like the one that deploys production. */
function likeness({ file, input }: DeployWorkflow): number {
  const deploys = /deploy|release|rollback/.test(file) ? 2 : 0;
  const production = /prod/.test(file) ? 2 : 0;
  const elsewhere = /staging|preview|dev|test/.test(file) ? 3 : 0;
  return deploys + production + (input === 'version' ? 1 : 0) - elsewhere;
}
