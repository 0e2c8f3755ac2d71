/*
 * Preloaded into a run of tsops: at its end, writes which of the program's own files it had loaded, as JSON
 * `{ file: bytes }`, to where TSOPS_LOADED_TO says.
 */
const { statSync, writeFileSync } = require('node:fs');
const { sep } = require('node:path');

const dist = `${sep}dist${sep}`;

process.on('exit', () => {
  const own = Object.keys(require.cache).filter((file) => file.includes(dist));
  const sizes = own.map((file) => [file.slice(file.lastIndexOf(dist) + 1), statSync(file).size]);
  writeFileSync(process.env.TSOPS_LOADED_TO, JSON.stringify(Object.fromEntries(sizes)));
});
