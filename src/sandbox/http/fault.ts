import * as z from 'zod';
import { matchesGlob } from '../matches-glob.ts';
import { spanSchema } from '../span.ts';
import { SYSTEMS } from '../systems.ts';

/** What can be made to go wrong with the answers of one system. */
export const faultSchema = z.strictObject({
  system: z.enum([...SYSTEMS, '*']).default('*'),
  method: z.string().optional().describe('such as POST; default: any'),
  path: z.string().optional().describe('with * for any characters; without query; default: any'),
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
  status: z.number().int().min(100).max(599).default(500).describe('for kind status'),
  retryAfter: z.string().optional().describe('for kind status: the Retry-After header'),
  headers: z.record(z.string(), z.string()).default({}).describe('for kind status: more headers'),
  body: z.string().optional().describe('for kind status: the body'),
  effect: z
    .boolean()
    .default(false)
    .describe('for kind status: the request takes effect all the same'),
  delay: spanSchema.default(5_000).describe('for kind slow'),
  bytes: z.number().int().min(1).max(6_000_000_000).default(50_000_000).describe('for kind huge'),
  skip: z.number().int().min(0).default(0).describe('matching requests that are let through first'),
  count: z.number().int().min(1).optional().describe('how many it hits; default: all'),
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
