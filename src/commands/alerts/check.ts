import * as z from 'zod/mini';
import { alertsPage } from '../../config/capabilities/web-pages.ts';
import { defineCommand } from '../../contract/command.ts';
import { TsopsError } from '../../contract/errors.ts';
import { createAlertReader } from '../../evidence/alerts/now.ts';
import { silencesInForce } from '../../evidence/alerts/silences.ts';
import { askInTheirTime } from '../../evidence/asking/vendors-time.ts';
import {
  type CheckedAlerts,
  checkedAlerts,
  foremostEngine,
  nextOf,
  problemsOf,
  verdictOfAlerts,
} from './check-data.ts';
import { checkText } from './check-view.ts';
import { liveRules, rulesOption, shadowOption } from './rules.ts';
import { offerSignInFor } from './sign-in.ts';

const input = z.object({
  rules: z.optional(z.string().check(z.minLength(1))),
  rule: z.optional(z.string()),
  shadow: z._default(z.boolean(), false),
});

/** Exit 1 where an alert fires, else 3 where a source could not be asked or has no data, else 0. */
export default defineCommand<z.output<typeof input>, CheckedAlerts>({
  name: 'alerts check',
  danger: 'read',
  examples: [
    { command: 'tsops alerts check', explains: 'what fires now, from live sources' },
    {
      command: "tsops alerts check --rule 'High Error Rate' --json",
      explains: 'one rule, for a program',
    },
    {
      command: 'tsops alerts check --shadow',
      explains: 'compare with the state in Prometheus or CloudWatch',
    },
  ],
  options: [rulesOption, { flags: '--rule <name>', description: 'only this rule' }, shadowOption],
  input,
  async run(given, context) {
    const { file, rules } = await liveRules(given.rules, context);
    const chosen = rules.filter(({ name }) => (given.rule ?? name) === name);
    if (chosen.length === 0) throw noSuchRule(given.rule ?? '', file);
    const { config } = await context.config();
    const environment = await context.environment();
    await offerSignInFor(chosen, context);
    const asked = await askInTheirTime(context, config.language, (by) =>
      Promise.all([
        createAlertReader(by, config, environment).read(chosen),
        silencesInForce(by),
        by.clock.now(),
      ]),
    );
    const [read, { silences, problems }, at] = asked.value;
    const clock = asked.wrong;
    const alerts = checkedAlerts(read, silences);
    const shadow = given.shadow
      ? await (await import('../../evidence/alerts/shadow.ts')).readShadow(context, config, read)
      : null;
    const shadowed = shadow?.shadowed ?? null;
    return {
      verdict: verdictOfAlerts(alerts, shadowed),
      data: { file, at, alerts, shadow: shadowed, clock },
      next: nextOf(alerts),
      problems: [...problemsOf(read, shadow?.answers), ...problems],
    };
  },
  webPage: ({ alerts }, config) => alertsPage(config, foremostEngine(alerts)),
  view: checkText,
});

function noSuchRule(name: string, file: string): TsopsError {
  return new TsopsError({
    kind: 'usage',
    message: `--rule: no rule of ${file} is called "${name}"`,
    next: ['tsops alerts check'],
  });
}
