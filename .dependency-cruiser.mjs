/*
 * Who may import whom; docs/architecture.md says why. `scripts/check-imports.mjs` runs these rules over the
 * code and, to be sure that they bite, over one deliberately wrong import for each.
 */
const packages = (names) => `node_modules/(?:${names})(?:/|$)`;

const markdownParser = 'mdast-util-from-markdown|@types/mdast';

/** A folder may import only what is listed; npm packages and built-in modules have rules of their own. */
function onlyImports(folder, allowed, comment) {
  return {
    name: `${folder}-imports`,
    comment,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: { path: '^(?:src|bin|test|scripts)/', pathNot: `^src/(?:${allowed})` },
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
    to: { circular: true, viaOnly: { pathNot: '^src/commands/table[^/]*\\.ts$' } },
  },
  {
    name: 'resolvable',
    comment: 'What is imported must exist.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  onlyImports('domain', 'domain/', 'Rules are plain data in and out.'),
  {
    name: 'domain-does-no-io',
    comment: 'Rules touch no file, socket or process; a hash is plain data.',
    severity: 'error',
    from: { path: '^src/domain/' },
    to: { dependencyTypes: ['core'], pathNot: '^(?:node:)?(?:crypto|net|buffer)$' },
  },
  onlyImports(
    'evidence',
    'evidence/|domain/|services/[^/]+\\.port\\.ts$|errors\\.ts$|context\\.ts$|config/schema\\.ts$|journal/journal\\.ts$|actions/action\\.ts$',
    'Evidence asks through ports.',
  ),
  onlyImports(
    'actions',
    'actions/|evidence/|domain/|services/[^/]+\\.port\\.ts$|errors\\.ts$|context\\.ts$|config/schema\\.ts$|journal/journal\\.ts$',
    'Actions write through ports.',
  ),
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
    'commands',
    'commands/|evidence/|actions/|domain/|runbooks/|completion/|config/|command\\.ts$|command-input\\.ts$|context\\.ts$|errors\\.ts$|services/[^/]+\\.port\\.ts$|journal/journal\\.ts$|sandbox/',
    'Commands are thin doors to evidence and actions.',
  ),
  onlyImports(
    'completion',
    'completion/|commands/table[^/]*\\.ts$|domain/|command\\.ts$|context\\.ts$|errors\\.ts$|config/schema\\.ts$|command-options\\.ts$',
    'Completion reads the command table.',
  ),
  onlyImports(
    'services',
    'services/|domain/|context\\.ts$|errors\\.ts$|config/schema\\.ts$|secrets\\.ts$',
    'An adapter knows its vendor, and nothing of who asks.',
  ),
  onlyImports(
    'journal',
    'journal/|domain/|context\\.ts$|errors\\.ts$|secrets\\.ts$',
    'The journal keeps records, whatever they are about.',
  ),
  onlyImports(
    'config',
    'config/|domain/|context\\.ts$|errors\\.ts$',
    'The config knows no system.',
  ),
  onlyImports(
    'terminal',
    'terminal/|domain/|context\\.ts$|errors\\.ts$',
    'The terminal shows; it knows nothing of what.',
  ),
  onlyImports(
    'sandbox',
    'sandbox/|domain/|context\\.ts$|errors\\.ts$|config/(?:schema|defaults|fault|tree|shipped-alert-rules)\\.ts$',
    'The sandbox is a world of its own.',
  ),
  {
    name: 'sandbox-only-in-its-commands',
    comment: 'Nothing real depends on the simulated world.',
    severity: 'error',
    from: {
      path: '^(?:src|bin)/',
      pathNot: '^src/(?:sandbox/|commands/(?:sandbox|drill)[^/]*\\.ts$)',
    },
    to: { path: '^src/sandbox/' },
  },
  {
    name: 'edge-only-in-bin',
    comment: 'The process edge is entered once.',
    severity: 'error',
    from: { path: '^src/' },
    to: { path: '^(?:bin|src/(?:edge|host)\\.ts$)' },
  },
  {
    name: 'nothing-from-tests',
    comment: 'The product needs neither its tests nor its build.',
    severity: 'error',
    from: { path: '^(?:src|bin)/' },
    to: { path: '^(?:test|scripts)/' },
  },
  ownedBy('terminal', 'chalk|ora|@clack/prompts', 'terminal-libraries'),
  ownedBy('services', '@octokit/[^/]+|@aws-sdk/[^/]+|@smithy/[^/]+|execa|hpagent', 'sdks'),
  ownedBy('runbooks/markdown', markdownParser, 'markdown-parser'),
  {
    name: 'commander-only-in-cli',
    comment: 'A command is data; the command line is built from it in one place.',
    severity: 'error',
    from: { pathNot: '^src/cli\\.ts$' },
    to: { path: packages('commander') },
  },
];
// The edge itself is made of the process: it fills the context from host.ts.
const edge = rules.find(({ name }) => name === 'edge-only-in-bin');
edge.from.pathNot = '^src/edge\\.ts$';

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
