const prefix = '\0lazy:';

/**
 * Built-in modules that a library imports and most runs never use: loaded at the first use of what they
 * export, not at start. node:http2 costs 3 ms, node:child_process 1 ms.
 */
export function lazyBuiltins(names) {
  return {
    name: 'lazy-builtins',
    resolveId(id) {
      const name = id.replace(/^node:/, '');
      return names.includes(name) ? { id: prefix + name, moduleSideEffects: false } : null;
    },
    load(id) {
      if (!id.startsWith(prefix)) return null;
      const name = `node:${id.slice(prefix.length)}`;
      const getters = Object.keys(process.getBuiltinModule(name)).map(
        (key) => `get ${key}() { return process.getBuiltinModule('${name}').${key}; }`,
      );
      return `module.exports = { ${getters.join(', ')} };`;
    },
  };
}
