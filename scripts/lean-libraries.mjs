/*
 * What a library brings and this program never uses, left out of the bundle. Each place says why that is safe, and fails
 * the build where the library no longer looks as it did.
 */
const places = [
  {
    // The CloudFront client registers a class for each of 150 errors, 2 ms at every start, and CloudWatch's does the
    // same. Ours are told apart by their code alone: without its class an error still carries code, message and status.
    id: /client-cloud(?:front|watch)\/dist-es\/schemas\/schemas_0\.js$/,
    lean: (code) => code.replace(/^n0_registry\.registerError\(.*\);\n/gm, ''),
  },
  {
    // No operation that is asked for answers with a stream of events.
    id: /@smithy\/core\/dist-es\/submodules\/protocols\/HttpProtocol\.js$/,
    lean: (code) =>
      code.replace(
        'await import("@smithy/core/event-streams")',
        '(() => { throw new Error("tsops asks for no event stream"); })()',
      ),
  },
  {
    // The HTML parser's table of all 2,231 named characters weighs 14 kB packed. Addresses are all that is read of a
    // page, and in those only the five that XML has are written by name.
    id: /node_modules\/entities\/dist\/generated\/decode-data-html\.js$/,
    lean: (code) =>
      code.includes('export const htmlDecodeTree')
        ? `export { xmlDecodeTree as htmlDecodeTree } from './decode-data-xml.js';\n`
        : code,
  },
  {
    // Markdown knows 2,125 characters by name, 11 kB packed. A runbook keeps letters, punctuation, arrows and boxes; the
    // names of mathematical signs and of other alphabets stay as they are written.
    id: /node_modules\/character-entities\/index\.js$/,
    lean: (code) =>
      code.replace(/^ {2}\w+: ["'](.+)["'],?\n/gmu, (row, text) => (isWritten(text) ? row : '')),
  },
  {
    // Programs are started by `execa()` alone: the other ways to start one, among them all that block, are not there.
    id: /node_modules\/execa\/index\.js$/,
    lean: (code) =>
      code.includes('export const execa = createExeca(() => ({}));')
        ? `import { createExeca } from './lib/methods/create.js';\nexport const execa = createExeca(() => ({}));\n`
        : code,
  },
  {
    id: /node_modules\/execa\/lib\/methods\/create\.js$/,
    lean: without(
      "import {execaCoreSync} from './main-sync.js';\n",
      /isSync\s+\? execaCoreSync\(file, commandArguments, options\)\s+: /,
    ),
  },
  {
    // No child is sent messages, and none is turned into a stream: their text is read whole.
    id: /node_modules\/execa\/lib\/methods\/main-async\.js$/,
    lean: without(
      "import {addIpcMethods} from '../ipc/methods.js';\n",
      "import {addConvertedStreams} from '../convert/add.js';\n",
      "import {pipeToSubprocess} from '../pipe/setup.js';\n",
      /\tsubprocess\.pipe = pipeToSubprocess.bind\(undefined, \{[\s\S]*?\n\t\}\);\n/,
      '\taddConvertedStreams(subprocess, options);\n',
      '\taddIpcMethods(subprocess, options);\n',
    ),
  },
  {
    // ora picks `dots`, or `line` where the terminal has no Unicode; there are ninety more.
    id: /node_modules\/cli-spinners\/spinners\.json$/,
    lean: (code) => {
      const { dots, line } = JSON.parse(code);
      return JSON.stringify({ dots, line });
    },
  },
];

/** The code without these parts; as it was where one of them is not there. */
function without(...parts) {
  return (code) => {
    if (parts.some((part) => code.replace(part, '') === code)) return code;
    return parts.reduce((rest, part) => rest.replace(part, ''), code);
  };
}

/** Latin and Greek letters, punctuation, arrows, boxes and signs of one character: what people write in a text. */
function isWritten(text) {
  const point = text.codePointAt(0);
  const ranges = [
    [0, 0x3ff],
    [0x2000, 0x21ff],
    [0x2500, 0x27ff],
  ];
  // A backslash escapes what stands in a string of code: quotes, line ends.
  if (text.startsWith('\\')) return true;
  return [...text].length === 1 && ranges.some(([from, to]) => point >= from && point <= to);
}

export function leanLibraries() {
  return {
    name: 'lean-libraries',
    transform(code, id) {
      const place = places.find((each) => each.id.test(id));
      if (place === undefined) return null;
      const lean = place.lean(code);
      if (lean === code) throw new Error(`${id} is not what it was: look at lean-libraries`);
      return { code: lean, map: null };
    },
  };
}
