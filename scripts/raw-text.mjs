import { readFileSync } from 'node:fs';

/** `import text from './x.yaml'`: the text of the file. */
export function rawText() {
  return {
    name: 'raw-text',
    load(id) {
      if (!/\.ya?ml(?:\?raw)?$/.test(id)) return null;
      return `export default ${JSON.stringify(readFileSync(id.replace(/\?raw$/, ''), 'utf8'))};`;
    },
  };
}
