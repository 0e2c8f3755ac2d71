/*
 * V8's compiled code for our own chunks, kept between runs in the user's own cache directory: 10 to 20 ms
 * of each start. Node's own compile cache came with 22.8, and its default directory is shared with others;
 * a tool that holds credentials runs no code that somebody else may have written.
 */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { Module } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';

interface Compiling {
  exports: unknown;
  require(id: string): unknown;
}

type ModulePrototype = { _compile(this: Compiling, code: string, filename: string): unknown };

interface Missing {
  readonly file: string;
  readonly script: Script;
}

/**
 * From here on every chunk below `chunks` is compiled from its cached code where there is some. Returns
 * what writes down the code of chunks that had none; call it when all work is done. Whatever fails here
 * only costs time, so nothing throws.
 */
export function useCodeCache(chunks: string, env: NodeJS.ProcessEnv, key: string): () => void {
  const folder = cacheFolder(env, key);
  const prototype = Module.prototype as unknown as ModulePrototype;
  const compile = prototype._compile;
  const missing: Missing[] = [];
  if (folder === undefined || typeof compile !== 'function' || !isOursAlone(folder))
    return () => {};
  prototype._compile = function (code, filename) {
    if (!filename.startsWith(chunks)) return compile.call(this, code, filename);
    // The name of a chunk ends in a hash of its content, so a name stands for one content.
    const file = join(folder, `${basename(filename)}.bin`);
    const cachedData = readIfThere(file);
    const script = new Script(Module.wrap(code), {
      filename,
      ...(cachedData === undefined ? {} : { cachedData }),
    });
    if (cachedData === undefined || script.cachedDataRejected) missing.push({ file, script });
    const run = script.runInThisContext();
    return run.call(
      this.exports,
      this.exports,
      this.require.bind(this),
      this,
      filename,
      dirname(filename),
    );
  };
  return () => keep(folder, missing);
}

function cacheFolder({ XDG_CACHE_HOME, HOME }: NodeJS.ProcessEnv, key: string): string | undefined {
  if (XDG_CACHE_HOME?.startsWith('/')) return join(XDG_CACHE_HOME, 'tsops', key);
  return HOME?.startsWith('/') ? join(HOME, '.cache', 'tsops', key) : undefined;
}

/**
 * True where nobody else can have written into it, or where it is not there yet: then we make it 0700.
 * `sudo` keeps HOME, and a cache directory may be set to a shared one.
 */
function isOursAlone(folder: string): boolean {
  try {
    const { uid, mode } = statSync(folder);
    return uid === process.getuid?.() && (mode & 0o022) === 0;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** After the work, so that the functions that were really called are in it. */
function keep(folder: string, missing: readonly Missing[]): void {
  if (missing.length === 0) return;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const { file, script } of missing) {
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, script.createCachedData(), { mode: 0o600 });
      renameSync(draft, file);
    }
  } catch {
    // A cache that cannot be written is no reason to trouble an engineer.
  }
}
