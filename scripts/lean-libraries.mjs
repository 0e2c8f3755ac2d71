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
    // ora picks `dots`, or `line` where the terminal has no Unicode; there are ninety more.
    id: /node_modules\/cli-spinners\/spinners\.json$/,
    lean: (code) => {
      const { dots, line } = JSON.parse(code);
      return JSON.stringify({ dots, line });
    },
  },
];

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
