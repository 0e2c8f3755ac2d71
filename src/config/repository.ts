import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a repository tells about itself; what it does not tell is left out. */
export interface RemoteRepository {
  /** Its root directory; undefined outside of any repository. */
  readonly root?: string;
  readonly owner?: string;
  readonly repo?: string;
  /** Only for GitHub Enterprise. */
  readonly apiUrl?: string;
  /** The branch that origin calls its own. */
  readonly ref?: string;
  readonly workflow?: DeployWorkflow;
}

interface DeployWorkflow {
  /** Name of the file under .github/workflows. */
  readonly file: string;
  /** The input that takes the version. */
  readonly input: string;
}

/** Runs git with these arguments; resolves to its output, undefined where it fails or is missing. */
export type Git = (args: readonly string[]) => Promise<string | undefined>;

/** Reads the repository that `cwd` stands in. Throws nothing: what cannot be read is left out. */
export async function readRepository(cwd: string, git: Git): Promise<RemoteRepository> {
  const root = await git(['rev-parse', '--show-toplevel']);
  const remote = await git(['remote', 'get-url', 'origin']);
  const head = await git(['symbolic-ref', '--short', 'refs/remotes/origin/HEAD']);
  const ref = head?.replace(/^origin\//, '');
  const workflow = await deployWorkflow(root ?? cwd);
  return {
    ...(root === undefined ? {} : { root }),
    ...(remote === undefined ? {} : githubOf(remote)),
    ...(ref === undefined ? {} : { ref }),
    ...(workflow === undefined ? {} : { workflow }),
  };
}

const notGithub = /(?:^|\.)(?:gitlab|bitbucket|codeberg|sr\.ht|visualstudio|azure)\b/;

/** Owner and name out of a remote's address (`git@host:o/r.git`, `https://host/o/r`, `ssh://…`). */
export function githubOf(remote: string): Pick<RemoteRepository, 'owner' | 'repo' | 'apiUrl'> {
  const match =
    /^(?:(?:https?|ssh|git):\/\/)?(?:[^@/\s]*@)?([\w.-]+)(?::\d+)?[:/]([\w-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(
      remote.trim(),
    );
  const [, host, owner, repo] = match ?? [];
  if (host === undefined || owner === undefined || repo === undefined) return {};
  if (notGithub.test(host)) return {};
  const dotCom = host === 'github.com' || host === 'ssh.github.com';
  return { owner, repo, ...(dotCom ? {} : { apiUrl: `https://${host}/api/v3` }) };
}

async function deployWorkflow(root: string): Promise<DeployWorkflow | undefined> {
  const folder = join(root, '.github', 'workflows');
  const found = await Promise.all(
    filesOf(folder).map(async (file) => {
      const input = versionInput(await workflowOf(join(folder, file)));
      return input === undefined ? [] : [{ file, input }];
    }),
  );
  return found
    .flat()
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

function versionInput(workflow: unknown): string | undefined {
  const inputs = child(child(child(workflow, 'on'), 'workflow_dispatch'), 'inputs');
  const names = typeof inputs === 'object' && inputs !== null ? Object.keys(inputs) : [];
  return ['version', 'tag', 'release']
    .flatMap((word) => names.filter((name) => name.toLowerCase().includes(word)))
    .find((name) => /^[A-Za-z0-9][\w-]*$/.test(name));
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
