/** Who stopped a connection, when (ISO 8601) and, if they said so, why. `by` is the name of a person or API token. Client-safe. */
export type Deactivation = { at: string; by: string | null; reason: string | null }

/** For whoever is refused because of it: who and when, so that they know whom to ask. Days are in UTC. */
export function sayWhoDeactivated({ name, deactivation }: { name: string; deactivation: Deactivation | null }): string {
  if (deactivation === null) return `“${name}” is deactivated.`
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(deactivation.at))
  const sentence = `${deactivation.by ?? 'Somebody'} deactivated “${name}” on ${day}`
  return deactivation.reason === null ? `${sentence}.` : `${sentence}: “${deactivation.reason}”.`
}
