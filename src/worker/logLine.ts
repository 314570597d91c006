import { dropStatement } from '#src/engine/redact/dropStatement.ts'
import { redactText } from '#src/engine/redact/redactText.ts'

/** One JSON line on standard output, redacted: what it says may come from a driver or a provider. */
export function logLine(line: { event: string } & Record<string, string | number | boolean | null>): void {
  const safe = Object.fromEntries(Object.entries(line).map(([name, value]) => [name, typeof value === 'string' ? redactText(dropStatement(value)) : value]))
  console.log(JSON.stringify({ time: new Date().toISOString(), ...safe }))
}
