/*
 * Loaded before tsops: from the line of a journal that TSOPS_FAULTS_DISK_AT_LINE names on, the disk takes no
 * more, with the error of TSOPS_FAULTS_DISK (ENOSPC, EROFS, EIO). A full one still takes the line's beginning.
 */
const fs = require('node:fs');

const { TSOPS_FAULTS_DISK: code, TSOPS_FAULTS_DISK_AT_LINE: line } = process.env;

if (code !== undefined) {
  const { openSync, writeSync } = fs;
  const journals = new Set();
  let lines = 0;
  fs.openSync = (file, ...rest) => {
    const descriptor = openSync(file, ...rest);
    if (String(file).endsWith('journal.jsonl')) journals.add(descriptor);
    else journals.delete(descriptor);
    return descriptor;
  };
  fs.writeSync = (descriptor, data, ...rest) => {
    if (!journals.has(descriptor)) return writeSync(descriptor, data, ...rest);
    lines += 1;
    if (lines < Number(line)) return writeSync(descriptor, data, ...rest);
    if (code === 'ENOSPC' && lines === Number(line)) writeSync(descriptor, data.subarray(0, 20));
    throw Object.assign(new Error(`${code}: write`), { code, syscall: 'write' });
  };
}
