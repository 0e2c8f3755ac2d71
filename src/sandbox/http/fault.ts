import * as z from 'zod/mini';
import { matchesGlob } from '../matches-glob.ts';
import { spanSchema } from '../span.ts';
import { systemNames } from '../systems.ts';

/** What can be made to go wrong with the answers of one system. */
export const faultSchema = z.strictObject({
  system: z._default(z.enum([...systemNames, '*']), '*'),
  method: z.optional(z.string()).check(z.describe('such as POST; default: any')),
  path: z
    .optional(z.string())
    .check(z.describe('with * for any characters; without query; default: any')),
  kind: z.enum([
    'status',
    'drop-before',
    'drop-after',
    'hang',
    'drip',
    'malformed-json',
    'html',
    'huge',
    'wrong-types',
    'slow',
  ]),
  status: z
    ._default(z.int().check(z.minimum(100), z.maximum(599)), 500)
    .check(z.describe('for kind status')),
  retryAfter: z.optional(z.string()).check(z.describe('for kind status: the Retry-After header')),
  headers: z
    ._default(z.record(z.string(), z.string()), {})
    .check(z.describe('for kind status: more headers')),
  body: z.optional(z.string()).check(z.describe('for kind status: the body')),
  effect: z
    ._default(z.boolean(), false)
    .check(z.describe('for kind status: the request takes effect all the same')),
  delay: z._default(spanSchema, 5_000).check(z.describe('for kind slow')),
  bytes: z
    ._default(z.int().check(z.minimum(1), z.maximum(6_000_000_000)), 50_000_000)
    .check(z.describe('for kind huge')),
  skip: z
    ._default(z.int().check(z.minimum(0)), 0)
    .check(z.describe('matching requests that are let through first')),
  count: z
    .optional(z.int().check(z.minimum(1)))
    .check(z.describe('how many it hits; default: all')),
});

export type SandboxFault = z.output<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;
interface Armed {
  fault: SandboxFault;
  seen: number;
}

/** The faults of a sandbox, which count the requests that they have hit. */
export class Faults {
  #armed: Armed[] = [];

  add(fault: SandboxFault): void {
    this.#armed.push({ fault, seen: 0 });
  }

  clear(): void {
    this.#armed = [];
  }

  list(): { fault: SandboxFault; hits: number }[] {
    return this.#armed.map(({ fault, seen }) => ({ fault, hits: Math.max(0, seen - fault.skip) }));
  }

  /** The first fault that hits this request; the request is counted. */
  take(system: string, method: string, path: string): SandboxFault | undefined {
    for (const armed of this.#armed) {
      const { fault } = armed;
      if (fault.system !== '*' && fault.system !== system) continue;
      if (fault.method && fault.method.toUpperCase() !== method) continue;
      if (fault.path && !matchesGlob(fault.path, path)) continue;
      if (fault.count !== undefined && armed.seen >= fault.skip + fault.count) continue;
      armed.seen += 1;
      if (armed.seen > fault.skip) return fault;
    }
    return undefined;
  }
}
