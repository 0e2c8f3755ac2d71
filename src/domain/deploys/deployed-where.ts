/*
 * Which environment a run deployed to. Only what names it counts: the title, the inputs that the title shows,
 * the environment of the workflow's jobs. What names another environment, or none, is never production's.
 */

/** What the deploy workflow's file tells; `environments` are those that its jobs name plainly. */
export interface PipelineNames {
  readonly inputs: readonly { readonly name: string; readonly default: string | null }[];
  readonly runName: string | null;
  readonly environments: readonly string[];
}

/** Words that name an environment wherever they stand, though the config may not know it. */
const usual = new Set(
  'production prod staging stage stg preview dev development test testing qa uat sandbox demo canary preprod pre-production integration beta nightly'.split(
    ' ',
  ),
);
const environmentInputs = /^(?:deploy[_-]?)?(?:env|environment|target|stage)(?:[_-]?name)?$/i;
/** `… to qa`, `… → qa`, with who did it after it or nothing. */
const destination =
  /(?:\b(?:to|into|onto|in|on)\b|→|->|=>|@(?=\s))\s*["'“([]?(?!(?:the|a|an)\b)([a-z][\w.-]*)["'”)\]]?(?:\s+environment)?\s*(?:by\s.*|\(.*\)|#\d+)?$/i;

const strongDestination =
  /(?:\b(?:to|into|onto)|→|->|=>)\s*["'“([]?[a-z][\w.-]*["'”)\]]?(?:\s+environment)?\s*(?:by\s.*|\(.*\)|#\d+)?$/i;

/** True for an input of the workflow that by its name says where to deploy. */
function saysEnvironment(input: string): boolean {
  return environmentInputs.test(input);
}

/**
 * The environment, as the config spells it where it knows it; null where another one is named or nothing
 * tells. `undefined`: the title does not tell, and nothing more is known (`pipeline` is undefined) or the
 * run's jobs must.
 */
export function environmentOfRun(
  title: string,
  known: readonly string[],
  pipeline: PipelineNames | null | undefined,
): string | null | undefined {
  const shown = pipeline?.runName ? inputShown(title, pipeline.runName) : undefined;
  if (shown !== undefined && shown !== '') return configured(shown, known) ?? shown;
  const named = namedIn(title, known);
  if (named !== undefined) return named;
  if (pipeline === undefined) return undefined;
  if (pipeline === null) return foreignIn(title) ? null : bySilence(known);
  // The title of a workflow without `run-name` is a commit's message: words in it name nothing.
  if (pipeline.runName !== null && foreignIn(title)) return null;
  if (pipeline.inputs.some(({ name }) => saysEnvironment(name))) return undefined;
  const [only, ...others] = pipeline.environments;
  if (only === undefined) return bySilence(known);
  return others.length === 0 ? (configured(only, known) ?? only) : undefined;
}

/** The environment that names of jobs tell (`deploy (staging)`); undefined where they tell none, or several. */
export function environmentOfJobs(
  jobs: readonly { readonly name: string; readonly conclusion: string | null }[],
  known: readonly string[],
): string | undefined {
  const ran = jobs.filter(({ conclusion }) => conclusion !== 'skipped');
  const words = ran.flatMap(({ name }) => [
    ...wordsOf(name),
    ...name.toLowerCase().split(/[^a-z0-9]+/),
  ]);
  const named = new Set(
    words.flatMap((word) => configured(word, known) ?? (usual.has(word) ? [word] : [])),
  );
  return named.size === 1 ? [...named][0] : undefined;
}

function configured(word: string, known: readonly string[]): string | undefined {
  return known.find((name) => name.toLowerCase() === word.toLowerCase());
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}_.-]+/u)
    .map((word) => word.replace(/^[.-]+|[.-]+$/g, ''));
}

/** The one environment of the config that the title names, where it names no other destination. */
function namedIn(title: string, known: readonly string[]): string | undefined {
  const words = wordsOf(title.replace(/\bfrom\s+\S+/gi, ' '));
  const named = known.filter((name) => words.includes(name.toLowerCase()));
  const to = destination.exec(title)?.[1] ?? '';
  if (named.length === 0) return undefined;
  const there = configured(to, known);
  if (there !== undefined) return there;
  // “Promote production's v1.2.3 to qa”: the workflow's file or the run's jobs may tell, the word does not.
  if (to !== '' && strongDestination.test(title)) return undefined;
  return named.length === 1 ? named[0] : undefined;
}

function foreignIn(title: string): boolean {
  return destination.test(title) || wordsOf(title).some((word) => usual.has(word));
}

/** Where nothing names one: the only environment there is, else the one that deploy workflows are for. */
function bySilence(known: readonly string[]): string | null {
  if (known.length === 1) return known[0] ?? null;
  return known.includes('production') ? 'production' : null;
}

/** The value of the input that says where, read from a title by the `run-name` that made it. */
function inputShown(title: string, runName: string): string | undefined {
  const holes: string[] = [];
  const pattern = runName
    .split(/(\$\{\{.*?\}\})/)
    .map((piece) => {
      if (!piece.startsWith('${{')) return escaped(piece);
      holes.push(/^\$\{\{\s*(?:github\.event\.)?inputs\.([\w-]+)\s*\}\}$/.exec(piece)?.[1] ?? '');
      return '(.*?)';
    })
    .join('');
  const at = holes.findIndex((name) => saysEnvironment(name));
  if (at === -1) return undefined;
  return new RegExp(`^${pattern}$`, 'i').exec(title)?.[at + 1]?.trim();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
}
