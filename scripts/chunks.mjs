/*
 * Which module goes into which file of the bundle. Finding and reading a file costs more than running it, so
 * what a fast command loads lies in few files: each module goes to the file of all the doors that need it.
 */

/**
 * A door is entered at these modules, and needs whatever they import statically. An `import()` that a door
 * always takes is named here as well. `base` doors come first: what they need is nobody else's.
 */
const doors = {
  core: {
    base: true,
    enter: [
      'src/app/edge.ts',
      'src/config/load.ts',
      'src/domain/text/size.ts',
      'src/domain/evidence/verdict.ts',
      'src/domain/deploys/suggested-command.ts',
    ],
  },
  config: { base: true, enter: ['src/config/from-file.ts', 'src/config/trust.ts'] },
  // What every command needs that asks a vendor or reads what is served, and a look at the site alone does not.
  asking: {
    base: true,
    enter: [
      'src/services/http/vendor-http.ts',
      'src/services/http/json.ts',
      'src/services/http/pages.ts',
      'src/evidence/deploys/history.ts',
      'src/evidence/reading/build-info.ts',
      'src/services/outgoing.ts',
    ],
  },
  journal: {
    base: true,
    enter: [
      'src/journal/disk.ts',
      'src/journal/state-folder.ts',
      'src/contract/state-directory.ts',
      'src/domain/incident/action-facts.ts',
    ],
  },
  protocol: { base: true, enter: ['src/actions/protocol/perform.ts'] },
  // Rows and sentences of the questions: two dozen small files, and whoever needs one needs them all.
  questions: { base: true, enter: ['src/domain/evidence/questions/table.ts'] },
  zod: {
    base: true,
    enter: ['node_modules/zod/mini/index.js'],
    // Only `init` and the checks of a wrong config write schemas.
    without: /json-schema|\/locales\//,
  },
  site: {
    base: true,
    enter: ['src/services/site/client.ts', 'src/domain/health/probe-verdict.ts'],
  },
  github: { enter: ['src/services/github/deploys.ts', 'src/services/github/token.ts'] },
  aws: { enter: ['src/services/aws/cloudfront.ts'] },
  health: { enter: ['src/commands/health/command.ts'] },
  version: { enter: ['src/commands/version/command.ts'] },
  rollback: { enter: ['src/commands/rollback/command.ts'] },
  invalidate: { enter: ['src/commands/invalidate/command.ts'] },
};

/** Characters of source. A file costs about what it takes to compile some 10 kB. */
const smallest = 10_000;
/** Users outside its own doors. */
const popular = 5;

/** A plugin that notes who imports whom: `imports` maps a module to those it imports statically. */
export function importGraph(root) {
  const imports = new Map();
  return {
    imports,
    plugin: {
      name: 'import-graph',
      buildEnd() {
        for (const id of this.getModuleIds()) {
          const { importedIds, code } = this.getModuleInfo(id);
          const names = importedIds.map((each) => relativeTo(root, each));
          imports.set(relativeTo(root, id), { names, size: code?.length ?? 0 });
        }
      },
    },
  };
}

/**
 * The groups for rolldown's `codeSplitting`, out of such a graph. Throws where a door leads nowhere: a file
 * that was moved would dissolve its chunk in silence.
 */
export function chunkGroups(root, imports) {
  const needs = Object.entries(doors).map(([name, door]) => ({
    name,
    base: door.base === true,
    modules: closure(name, door, imports),
  }));
  const chunkOf = (id) => {
    // What the build itself makes (a built-in that is loaded late) is a line or two, and used everywhere.
    if (id.startsWith('\0lazy')) return 'core';
    const by = needs.filter(({ modules }) => modules.has(id));
    const base = by.find((each) => each.base);
    return base?.name ?? by.map(({ name }) => name).join('-');
  };
  const chunks = settled(new Map([...imports.keys()].map((id) => [id, chunkOf(id)])), imports);
  const names = [...new Set(chunks.values())].filter((name) => name !== '');
  // A group takes what its modules import along, unless an earlier one has it: what most need comes first.
  const rank = (name) => (doors[name]?.base === true ? 100 : name.split('-').length);
  return names.map((name) => ({
    name,
    test: (id) => chunks.get(relativeTo(root, id)) === name,
    priority:
      rank(name) * 100 - (doors[name]?.base === true ? Object.keys(doors).indexOf(name) : 0),
  }));
}

/**
 * What is used far beyond the doors that need it joins the core, or half the program would load those doors; so does
 * a file that several doors share and that holds next to nothing.
 */
function settled(chunks, imports) {
  const users = new Map();
  for (const [id, { names }] of imports) {
    for (const name of names) users.set(name, [...(users.get(name) ?? []), chunks.get(id)]);
  }
  const isPopular = (id, chunk) =>
    id.startsWith('src/') &&
    chunk !== '' &&
    doors[chunk]?.base !== true &&
    (users.get(id) ?? []).filter((user) => user !== chunk && user !== 'core').length >= popular;
  const kept = new Map([...chunks].map(([id, name]) => [id, isPopular(id, name) ? 'core' : name]));
  return withoutCrumbs(kept, imports);
}

function withoutCrumbs(chunks, imports) {
  const sizes = new Map();
  for (const [id, name] of chunks) {
    sizes.set(name, (sizes.get(name) ?? 0) + (imports.get(id)?.size ?? 0));
  }
  const isCrumb = (name) => name.includes('-') && sizes.get(name) < smallest;
  return new Map([...chunks].map(([id, name]) => [id, isCrumb(name) ? 'core' : name]));
}

function closure(name, { enter, without }, imports) {
  const seen = new Set();
  const skipped = new Set();
  const visit = (id) => {
    if (seen.has(id)) return;
    if (without?.test(id)) {
      skipped.add(id);
      return;
    }
    seen.add(id);
    for (const next of imports.get(id)?.names ?? []) visit(next);
  };
  for (const id of enter) {
    if (!imports.has(id)) throw new Error(`The door ${name} enters ${id}, which nothing imports.`);
    visit(id);
  }
  if (without !== undefined && skipped.size === 0) {
    throw new Error(`The door ${name} leaves out ${without}, which matches nothing.`);
  }
  return seen;
}

function relativeTo(root, id) {
  return id.startsWith(root) ? id.slice(root.length) : id;
}
