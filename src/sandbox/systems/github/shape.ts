import { type Ask, json, type Reply } from '../../http/reply.ts';
import type { World } from '../../world/model.ts';
import { runsOf, type SandboxRun } from '../../world/runs.ts';

export const WORKFLOW_ID = 48_130_771;
export const WORKFLOW_FILE = 'deploy-prod.yml';
export const WORKFLOW_PATH = `.github/workflows/${WORKFLOW_FILE}`;
export const WORKFLOW_NAME = 'Deploy to production';
const DOCS = 'https://docs.github.com/rest';

export function fullName(world: World): string {
  const { owner, name } = world.scenario.repository;
  return `${owner}/${name}`;
}

export function iso(at: number): string;
export function iso(at: number | null): string | null;
export function iso(at: number | null): string | null {
  return at === null
    ? null
    : new Date(Math.floor(at / 1_000) * 1_000).toISOString().replace('.000Z', 'Z');
}

/** The number that GitHub would give a user; the same for the same name. */
function userId(login: string): number {
  return [...login].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 90_000_000;
}

const API = 'https://api.github.com';
const OF_USER =
  'events followers following gists organizations received_events repos starred subscriptions';
const OF_REPOSITORY =
  'archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads events forks git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels languages merges milestones notifications pulls releases stargazers statuses subscribers subscription tags teams trees';

/** GitHub's many addresses of parts: `NAME_url` for each name, below a base. */
function partUrls(base: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [`${name}_url`, `${base}/${name}`]));
}

export function user(login: string) {
  const id = userId(login);
  return {
    login,
    id,
    node_id: `U_${id}`,
    type: 'User',
    site_admin: false,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}`,
    gravatar_id: '',
    url: `${API}/users/${login}`,
    html_url: `https://github.com/${login}`,
    ...partUrls(`${API}/users/${login}`, OF_USER),
  };
}

/** A repository as other objects refer to it. */
export function repositoryJson(world: World) {
  const { owner, name } = world.scenario.repository;
  const url = `${API}/repos/${fullName(world)}`;
  return {
    id: 612_883_114,
    node_id: 'R_kgDOSandbox',
    name,
    full_name: fullName(world),
    private: true,
    fork: false,
    description: null,
    owner: user(owner),
    url,
    html_url: `https://github.com/${fullName(world)}`,
    ...partUrls(url, OF_REPOSITORY),
  };
}

export function runNamed(world: World, id: string | undefined): SandboxRun | undefined {
  return runsOf(world).find((run) => String(run.id) === id);
}

/** The attempt of a run that an address names; the last one where it names none. */
export function attemptOf(world: World, { params }: Ask): SandboxRun | undefined {
  const run = runNamed(world, params.id);
  const first = run?.firstAttempt ?? run;
  if (params.n === '1') return first;
  return params.n === undefined || (params.n === '2' && run?.firstAttempt) ? run : undefined;
}

export function missing(): Reply {
  return json(gitHubProblem('Not Found', 404), 404);
}

export function gitHubProblem(message: string, status: number) {
  return { message, documentation_url: DOCS, status: String(status) };
}

/** Where a person would look at a run. */
export function runPage(world: World, run: SandboxRun): string {
  return `https://github.com/${fullName(world)}/actions/runs/${run.id}`;
}

export function workflowFile(world: World): string {
  const { workflow } = world.scenario;
  return `name: ${WORKFLOW_NAME}
run-name: Deploy \${{ inputs.version }} to \${{ inputs.environment }} by @\${{ github.actor }}
on:
  workflow_dispatch:
    inputs:
      version:
        description: The tag to deploy, such as v1.2.3
        required: true
        type: string
      environment:
        description: Where to
        type: choice
        options: [production, staging]
        default: production
concurrency:
  group: deploy-\${{ inputs.environment }}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - name: Checkout
        uses: actions/checkout@v4
        with:
          ref: \${{ inputs.version }}
      - name: Install dependencies
        run: npm ci
      - name: Build
        run: npm run build
  deploy:
    needs: build
    runs-on: ubuntu-latest
    environment: \${{ inputs.environment }}
    steps:
      - name: Upload to S3
        run: aws s3 sync dist s3://talkstudio
${workflow.invalidates ? `      - name: Invalidate CloudFront\n        run: aws cloudfront create-invalidation --paths '/*'\n` : ''}`;
}
