/** Values that must never be shown or kept, known by the names of the variables that hold them. */

const secretName = /TOKEN|SECRET|PASSWORD|ROUTING_KEY|API_KEY|ACCESS_KEY|WEBHOOK/;

/** The secret values of an environment; what is shorter than six characters could be any word. */
export function secretsIn(env: Readonly<Record<string, string | undefined>>): string[] {
  const values = new Set<string>();
  for (const [name, value] of Object.entries(env)) {
    if (secretName.test(name) && value !== undefined && value.length >= 6) values.add(value);
  }
  return [...values];
}
