/** Values that must never be shown or kept, known by the names of the variables that hold them. */

type Environment = Readonly<Record<string, string | undefined>>;

const ours =
  /^(?:GH_TOKEN|GITHUB_TOKEN|SENTRY_AUTH_TOKEN|SLACK_(?:BOT_TOKEN|WEBHOOK_URL)|PAGERDUTY_(?:API_TOKEN|ROUTING_KEY)|UPTIMEROBOT_API_KEY|AWS_(?:SECRET_ACCESS_KEY|SESSION_TOKEN))$/;
const secretName = /(?:TOKEN|SECRET|PASSWORD|API_?KEY|ACCESS_KEY|WEBHOOK_URL)$/;

/**
 * The secret values of an environment. Of variables that are not ours only long values count: a short one
 * may be a plain word (`SECRET=production`), and taking it out would break every record that names it.
 */
export function secretsIn(env: Environment): string[] {
  const values = new Set<string>();
  for (const [name, value = ''] of Object.entries(env)) {
    if (value.length >= (ours.test(name) ? 6 : 16) && (ours.test(name) || secretName.test(name))) {
      values.add(value);
    }
  }
  return [...values];
}
