const special = /[.*+?^${}()|[\]\\]/g

/** Whether a host is one that this template could have made, each placeholder standing for one host label. */
export function isOfForm({ template, host }: { template: string; host: string }): boolean {
  const pieces = template.split(/\{\{[^}]*\}\}/).map((piece) => piece.replace(special, '\\$&'))
  return new RegExp(`^${pieces.join('[a-z0-9-]{1,63}')}$`).test(host)
}
