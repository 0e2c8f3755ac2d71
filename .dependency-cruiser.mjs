/*
 * Who may import whom; docs/architecture.md says why. `scripts/check-imports.mjs` runs these rules over the
 * code and, to be sure that they bite, over one deliberately wrong import for each.
 */
const packages = (names) => `node_modules/(?:${names})(?:/|$)`;

const markdownParser = 'mdast-util-from-markdown|@types/mdast';

/** The one arrow up that is left: what a context holds is typed by the schema of the config. */
const configTypes = 'config/(?:schema|providers)\\.ts$';

/** A folder may import only what is listed; npm packages and built-in modules have rules of their own. */
function onlyImports(folder, allowed, comment) {
  return {
    name: `${folder}-imports`,
    comment,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: { path: '^(?:src|bin|test|scripts)/', pathNot: `^src/(?:${folder}/|${allowed})` },
  };
}

/** The folders of a layer know nothing of one another, but for `shared` ones and for types where said. */
function apart({ layer, shared = '$^', except = '$^', types = false, comment }) {
  return {
    name: `${layer}-apart`,
    comment,
    severity: 'error',
    from: {
      path: `^src/${layer}/([^/]+)/`,
      pathNot: `^src/${layer}/(?:(?:${except})/|.*table\\.ts$)`,
    },
    to: {
      path: `^src/${layer}/[^/]+/`,
      pathNot: `^src/${layer}/(?:$1|${shared})/`,
      ...(types ? { dependencyTypesNot: ['type-only'] } : {}),
    },
  };
}

function ownedBy(owner, names, what) {
  return {
    name: `${what}-only-in-${owner}`,
    comment: `Only src/${owner} may import ${what}.`,
    severity: 'error',
    from: { pathNot: `^src/${owner}/` },
    to: { path: packages(names) },
  };
}

export const rules = [
  {
    name: 'no-cycles',
    comment:
      'A cycle can only be understood as a whole. The table of commands is the exception: it loads each command when it is called, and help and completion read the table.',
    severity: 'error',
    from: {},
    to: {
      circular: true,
      viaOnly: { pathNot: '^src/(?:commands/[a-z/]*|contract/command-)table\\.ts$' },
    },
  },
  {
    name: 'resolvable',
    comment: 'What is imported must exist.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  onlyImports('domain', '$^', 'Rules are plain data in and out.'),
  {
    name: 'ground-imports',
    comment: 'Text, time and addresses are the ground that all other rules stand on.',
    severity: 'error',
    from: { path: '^src/domain/(?:text|time|net)/' },
    to: { path: '^src/', pathNot: '^src/domain/(?:text|time|net)/' },
  },
  {
    name: 'domain-does-no-io',
    comment: 'Rules touch no file, socket or process; a hash is plain data.',
    severity: 'error',
    from: { path: '^src/domain/' },
    to: { dependencyTypes: ['core'], pathNot: '^(?:node:)?(?:crypto|net|buffer)$' },
  },
  onlyImports('ports', 'domain/', 'A port is types in our words.'),
  onlyImports('contract', `domain/|ports/|${configTypes}`, 'What every part agrees on.'),
  onlyImports('config', 'domain/|contract/', 'The config knows no system.'),
  onlyImports(
    'evidence',
    `domain/|ports/|contract/|config/(?:capabilities/[a-z-]+|defaults|vendors)\\.ts$|${configTypes}`,
    'Evidence asks through ports.',
  ),
  apart({
    layer: 'evidence',
    shared: 'asking|reading',
    except: 'asking|reading|digest|alerts|oncall|doctor',
    comment: 'A question about another subject is put through the inquiry.',
  }),
  onlyImports(
    'actions',
    `evidence/|domain/|ports/|contract/|${configTypes}`,
    'Actions write through ports.',
  ),
  apart({
    layer: 'actions',
    shared: 'protocol',
    comment: 'An action changes one thing; what several need is the protocol.',
  }),
  {
    name: 'collectors-without-packages',
    comment: 'Evidence, actions and runbooks know no SDK.',
    severity: 'error',
    from: { path: '^src/(?:evidence|actions|runbooks)/', pathNot: '^src/runbooks/markdown/' },
    to: { path: 'node_modules/' },
  },
  {
    name: 'markdown-with-its-parser-alone',
    comment:
      'A Markdown parser of our own would be a worse one; nothing else is needed to read a file.',
    severity: 'error',
    from: { path: '^src/runbooks/markdown/' },
    to: { path: 'node_modules/', pathNot: packages(markdownParser) },
  },
  onlyImports(
    'runbooks',
    `actions/|evidence/|domain/|ports/|contract/|config/(?:tree|located|locate|trust-store|claims|vendors)\\.ts$|config/capabilities/|${configTypes}`,
    'A walk runs commands through its context.',
  ),
  onlyImports(
    'commands',
    'runbooks/|actions/|evidence/|completion/|config/|domain/|ports/|contract/|sandbox/',
    'Commands are thin doors to evidence and actions.',
  ),
  apart({
    layer: 'commands',
    shared: 'view|input',
    // A drill is a runbook in the sandbox.
    except: 'completion|drill',
    types: true,
    comment: 'What two commands share lies below them.',
  }),
  onlyImports(
    'completion',
    `commands/[a-z/]*table\\.ts$|domain/|contract/|${configTypes}`,
    'Completion reads the command table.',
  ),
  onlyImports(
    'services',
    `domain/|ports/|contract/|config/(?:providers|vendors)\\.ts$|${configTypes}`,
    'An adapter knows its vendor, and nothing of who asks.',
  ),
  apart({
    layer: 'services',
    shared: 'http',
    comment: 'A vendor can be taken away without another noticing.',
  }),
  onlyImports('journal', 'domain/|ports/|contract/', 'The journal keeps records of anything.'),
  onlyImports('terminal', 'domain/|contract/', 'The terminal shows; it knows nothing of what.'),
  onlyImports(
    'sandbox',
    'domain/|config/|contract/errors\\.ts$',
    'The sandbox is a world of its own.',
  ),
  {
    name: 'sandbox-only-in-its-commands',
    comment: 'Nothing real depends on the simulated world.',
    severity: 'error',
    from: { path: '^(?:src|bin)/', pathNot: '^src/(?:sandbox/|commands/(?:sandbox|drill)/)' },
    to: { path: '^src/sandbox/' },
  },
  {
    name: 'app-only-in-bin',
    comment: 'The process edge is entered once.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/app/' },
    to: { path: '^(?:bin|src/app)/' },
  },
  {
    name: 'nothing-from-tests',
    comment: 'The product needs neither its tests nor its build.',
    severity: 'error',
    from: { path: '^(?:src|bin)/' },
    to: { path: '^(?:test|scripts)/' },
  },
  {
    name: 'zod-as-mini',
    comment:
      'One import of the whole of zod adds 41 kB to what every command loads: zod/mini does the same.',
    severity: 'error',
    from: { path: '^src/' },
    to: { path: '(?:^|/)node_modules/zod/(?!mini/)' },
  },
  ownedBy('terminal', 'chalk|ora|@clack/prompts', 'terminal-libraries'),
  ownedBy('services', '@octokit/[^/]+|@aws-sdk/[^/]+|@smithy/[^/]+|execa|hpagent', 'sdks'),
  ownedBy('runbooks/markdown', markdownParser, 'markdown-parser'),
  ownedBy('app', 'commander', 'commander'),
];

export default {
  forbidden: rules,
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    exoticRequireStrings: ['process.getBuiltinModule'],
  },
};
