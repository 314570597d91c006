import { matchesPattern } from '#src/engine/catalog/matchesPattern.ts'

const special = /[.*+?^${}()|[\]\\]/g

/** Whether a host is one that this template of a row could have made, each placeholder standing for one host label. Linear time, whatever the template. */
export function isOfForm({ template, host }: { template: string; host: string }): boolean {
  const pieces = template.split(/\{\{[^}]*\}\}/).map((piece) => piece.replace(special, '\\$&'))
  return matchesPattern(`^${pieces.join('[a-z0-9-]{1,63}')}$`, host)
}
