import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import { asTsopsError, type TsopsError } from '../../contract/errors.ts';
import { type Check, doctorVerdict } from '../../domain/doctor/checks.ts';
import { askAccess } from '../../evidence/doctor/access.ts';
import { type Area, anyWayAreas, areas } from '../../evidence/doctor/areas.ts';
import type { DoctorData } from './data.ts';
import { doctorView } from './view.ts';

const input = z.object({
  access: z._default(z.array(z.enum(areas, { error: `one of ${areas.join(', ')}` })), []),
});

/**
 * Exit 0 when all that is configured works; 1 when something configured is rejected, or something asked
 * for by name is not set; 2 when the config is wrong; 3 when something configured could not be asked.
 */
export default defineCommand<z.output<typeof input>, DoctorData>({
  name: 'doctor',
  danger: 'read',
  examples: [
    { command: 'tsops doctor', explains: 'before a shift: what works, and what to set' },
    {
      command: 'tsops doctor github aws',
      explains: 'only these areas; what is not set fails',
    },
    { command: 'tsops doctor --json', explains: 'as JSON, for a script' },
  ],
  arguments: [
    {
      syntax: '[access...]',
      description: `what to check, and to insist on: ${areas.join(', ')}`,
      complete: areas,
    },
  ],
  input,
  async run({ access: required }, context, live) {
    const wrong = await configFault(context);
    if (wrong !== undefined && required.length > 0) throw wrong;
    if (wrong === undefined && !(await namesNone(context))) await context.environment();
    const wanted = required.length === 0 ? areas : areas.filter((area) => required.includes(area));
    const asked = wrong === undefined ? wanted : (['machine'] as const);
    const answered = new Map<Area, readonly Check[]>();
    const data = (): DoctorData => ({
      checks: asked.flatMap((area) => answered.get(area) ?? []),
      required,
      waitingFor: asked.filter((area) => !answered.has(area)),
      skipped: wanted.filter((area) => !asked.some((each) => each === area)),
    });
    await Promise.all(
      askAccess(context, asked).map(async ({ area, checks }) => {
        answered.set(area, await checks);
        live.update(data());
      }),
    );
    const found = data();
    return {
      verdict: doctorVerdict(found.checks, { areas: required, anyWay: anyWayAreas }),
      data: found,
      next: wrong === undefined ? next(found) : ['tsops config validate'],
      ...(wrong === undefined ? {} : { exitCode: 2 }),
    };
  },
  view: doctorView,
});

/** Everything else needs the config; a wrong one is a finding here, and not the end. */
async function configFault(context: Context): Promise<TsopsError | undefined> {
  try {
    await context.config();
    return undefined;
  } catch (thrown) {
    return asTsopsError(thrown);
  }
}

/** A config without an environment has yet to be filled in, and that is told as a check. */
async function namesNone({ config, options }: Context): Promise<boolean> {
  const { environments } = (await config()).config;
  return options.environment === undefined && Object.keys(environments).length === 0;
}

const typed = /^(?:tsops|gh|aws|export) /;

/**
 * What would put the first wrong thing right, where that is something to type. Where all that is wrong is that somebody
 * did not answer, the next question is whether anything can be reached from here.
 */
function next({ checks }: DoctorData): readonly string[] {
  const wrong = ['rejected', 'limited'].flatMap((state) =>
    checks.filter((check) => check.state === state),
  );
  if (wrong.length === 0 && checks.some(({ state }) => state === 'unknown'))
    return ['tsops health'];
  return wrong
    .flatMap((check) => check.next ?? [])
    .filter((step) => typed.test(step))
    .slice(0, 1);
}
