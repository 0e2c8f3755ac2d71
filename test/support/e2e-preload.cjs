/*
 * Loaded into every node process of the end-to-end tests (NODE_OPTIONS). Nothing real is reached: a name
 * or address that is not loopback is refused and written down, and the suite fails. On request it also
 * hurries, lives later, tells which modules a process loaded, or kills it with its journal at a given line.
 */
const fs = require('node:fs');
const Module = require('node:module');
const dns = require('node:dns');
const net = require('node:net');

const {
  TSOPS_E2E_TRAP,
  TSOPS_E2E_HURRIED,
  TSOPS_E2E_LATER,
  TSOPS_E2E_MODULES,
  TSOPS_E2E_KILL_AT_LINE,
} = process.env;
const loopback = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\..*|localhost|.*\.localhost)$/;

function refuse(host) {
  fs.appendFileSync(TSOPS_E2E_TRAP, `${host} by ${process.argv.slice(1).join(' ')}\n`);
  return Object.assign(new Error(`a test tried to reach ${host}`), { code: 'ETESTNETWORK' });
}

function guardLookups(owner, promised) {
  for (const name of Object.keys(owner).filter((each) =>
    /^(?:lookup|resolve|reverse)/.test(each),
  )) {
    const original = owner[name];
    owner[name] = function (host, ...rest) {
      if (loopback.test(host)) return original.call(this, host, ...rest);
      const error = refuse(host);
      if (promised) return Promise.reject(error);
      return process.nextTick(rest.at(-1), error);
    };
  }
}
guardLookups(dns, false);
guardLookups(dns.promises, true);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  // node's own callers pass `[options, callback]` as one array.
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const host = typeof first === 'object' && first !== null ? first.host : undefined;
  if (host !== undefined && net.isIP(host) !== 0 && !loopback.test(host)) {
    process.nextTick(() => this.destroy(refuse(host)));
    return this;
  }
  return connect.apply(this, args);
};

/** Milliseconds by which this process lives later than the machine. */
let later = Number(TSOPS_E2E_LATER ?? 0);
if (TSOPS_E2E_LATER !== undefined) {
  const { now } = Date;
  Date.now = () => now() + later;
}

/** The time of the sandbox moves on as well: what was not waited for has gone by all the same. */
function moveOn(milliseconds, done) {
  const url = `${process.env.TSOPS_SANDBOX_URL}/advance`;
  const request = require('node:http').request(url, { method: 'POST', agent: false });
  request.on('response', (response) => {
    later += milliseconds;
    response.resume().on('end', done);
  });
  request.on('error', done).end(JSON.stringify({ by: `${milliseconds}ms` }));
}

if (TSOPS_E2E_HURRIED !== undefined) {
  // The pauses between two looks at the world; what gives up on an answer takes longer and keeps its time.
  const { setTimeout } = globalThis;
  const hurried = (callback, delay, ...args) => {
    if (!(delay >= 500 && delay <= 5000)) return setTimeout(callback, delay, ...args);
    const short = Math.round(delay / 20);
    if (TSOPS_E2E_LATER === undefined) return setTimeout(callback, short, ...args);
    return setTimeout(() => moveOn(Math.round(delay - short), () => callback(...args)), short);
  };
  globalThis.setTimeout = Object.defineProperties(
    hurried,
    Object.getOwnPropertyDescriptors(setTimeout),
  );
}

if (TSOPS_E2E_MODULES !== undefined) {
  const files = [];
  const resolve = Module._resolveFilename;
  Module._resolveFilename = (...args) => {
    const file = resolve(...args);
    if (file.startsWith('/') || file.includes('\\')) files.push(file);
    return file;
  };
  process.on('exit', () => {
    const loaded = { builtins: process.moduleLoadList, files };
    fs.writeFileSync(TSOPS_E2E_MODULES, JSON.stringify(loaded));
  });
}

if (TSOPS_E2E_KILL_AT_LINE !== undefined) {
  // Every line of a journal is synced before what it announces.
  const { openSync, fsyncSync } = fs;
  const journals = new Set();
  let lines = 0;
  fs.openSync = (file, ...rest) => {
    const descriptor = openSync(file, ...rest);
    if (String(file).endsWith('journal.jsonl')) journals.add(descriptor);
    else journals.delete(descriptor);
    return descriptor;
  };
  fs.fsyncSync = (descriptor) => {
    fsyncSync(descriptor);
    if (!journals.has(descriptor)) return;
    lines += 1;
    if (lines === Number(TSOPS_E2E_KILL_AT_LINE)) process.kill(process.pid, 'SIGKILL');
  };
}
