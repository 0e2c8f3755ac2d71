const names = /node_modules\/entities\/dist\/generated\/decode-data-html\.js$/;

/**
 * The HTML parser brings a table of all 2,231 named characters, 14 kB packed. Addresses are all that is
 * read of a page, and in those only the five that XML has are written by name.
 */
export function leanEntities() {
  return {
    name: 'lean-entities',
    transform(code, id) {
      if (!names.test(id)) return null;
      if (!code.includes('export const htmlDecodeTree')) {
        throw new Error(`${id} is no table of characters any more: look at lean-entities`);
      }
      const lean = `export { xmlDecodeTree as htmlDecodeTree } from './decode-data-xml.js';\n`;
      return { code: lean, map: null };
    },
  };
}
