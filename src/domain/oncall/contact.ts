/* How to reach the people of a rotation. */

export interface Reachable {
  readonly name: string;
  readonly role: string;
  readonly timezone: string;
  readonly phone?: string | undefined;
  readonly slack?: string | undefined;
}

/** Names are compared without regard to case and blanks around them. */
export function isSameName(one: string | null, other: string | null): boolean {
  return one?.trim().toLowerCase() === other?.trim().toLowerCase();
}

export function contactOf(name: string, contacts: readonly Reachable[]): Reachable | null {
  return contacts.find((contact) => isSameName(contact.name, name)) ?? null;
}
