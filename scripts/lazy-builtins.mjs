const prefix = '\0lazy:';

/**
 * Built-in modules that a library imports and that we never use: loaded at the first use of what they
 * export, not at start. node:http2 alone costs 3 ms.
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
      const name = id.slice(prefix.length);
      return `module.exports = new Proxy({}, {
        get: (_, key) => process.getBuiltinModule('node:${name}')[key],
      });`;
    },
  };
}
