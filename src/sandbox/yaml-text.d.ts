/** The text of the file; `scripts/raw-text.mjs` puts it into the bundle. */
declare module '*.yaml' {
  const text: string;
  export default text;
}
