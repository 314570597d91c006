import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { isMark } from '#src/engine/catalog/agreementOf.ts'
import type { ProviderImpact, Reach, TermKind } from '#src/engine/catalog/ProviderImpact.ts'
import type { RowChange } from '#src/engine/catalog/diffRow.ts'
import type { ConnectionGroup } from './stores/listConnectionGroups.ts'
import { termsAwaitingConsent } from './viewConnection.ts'

type Uses = { inTrash: number; builtIns: number; policies: number }
type Question = { groups: ConnectionGroup[]; before: CompiledProvider; after: CompiledProvider; changes: RowChange[]; uses: Uses }

/** What a changed row means for the connections there are. Pure; the counts are over all accounts. */
export function judgeProviderImpact({ groups, before, after, changes, uses }: Question): ProviderImpact {
  const asked = groups.map((group) => ({ group, terms: newTerms({ group, before, after }) }))
  const terms = [...new Set(asked.flatMap((one) => one.terms))].sort()
  const consent = terms.map((term) => ({ ...readTerm(term), ...reachOf(asked.filter((one) => one.terms.includes(term)).map(({ group }) => group)) }))
  const fields = fieldImpact({ groups, before, after })
  const lostMethods = before.authMethods
    .filter(({ key }) => methodOf(after, key) === undefined)
    .map(({ key }) => ({ authMethod: key, ...reachOf(groups.filter((group) => group.auth_method === key)) }))
    .filter(isReached)
  const status = before.status === after.status ? null : { from: before.status, to: after.status }
  const { inTrash, builtIns, policies } = uses
  const inUse = { ...reachOf(groups), byStatus: countStatuses(groups), inTrash, builtIns, policies }
  return {
    changes,
    inUse,
    status,
    consent,
    consentReach: reachOf(asked.filter((one) => one.terms.length > 0).map(({ group }) => group)),
    lostMethods,
    ...fields,
    isHarmless: inUse.connections === 0 || (status === null && consent.length + lostMethods.length + fields.missingFields.length + fields.droppedFields.length === 0),
  }
}

type Pair = { before: CompiledProvider; after: CompiledProvider }

/** What this change newly asks of the owners; what they are asked already is not its doing. */
function newTerms({ group, before, after }: Pair & { group: ConnectionGroup }): string[] {
  const row = { auth_method: group.auth_method, envelope: group.envelope, fields: group.fields, agreed_hosts: group.agreed_hosts }
  const awaited = termsAwaitingConsent({ row, compiled: before })
  return termsAwaitingConsent({ row, compiled: after }).filter((term) => !awaited.includes(term))
}

function readTerm(term: string): { kind: TermKind; host: string | null } {
  if (!isMark(term)) return { kind: 'host', host: term }
  const kind = /^#(sending|base|test|exchange)=/.exec(term)?.[1] as TermKind | undefined
  return { kind: kind ?? 'sending', host: null }
}

function fieldImpact({ groups, before, after }: Pair & { groups: ConnectionGroup[] }): Pick<ProviderImpact, 'missingFields' | 'droppedFields'> {
  const holding = groups.filter((group) => group.envelope !== null)
  const missingFields = after.authMethods.flatMap((method) =>
    method.fields
      .filter((field) => field.required && field.default === null && methodOf(before, method.key)?.fields.find(({ name }) => name === field.name)?.required !== true)
      .map((field) => ({ authMethod: method.key, field: field.name, label: field.label, ...reachOf(holding.filter((group) => group.auth_method === method.key && !group.held.includes(field.name))) })),
  )
  const droppedFields = before.authMethods.flatMap((method) => {
    const rest = methodOf(after, method.key)?.fields.map(({ name }) => name)
    return rest === undefined ? [] : method.fields.filter(({ name }) => !rest.includes(name)).map(({ name }) => ({ authMethod: method.key, field: name, ...reachOf(holding.filter((group) => group.auth_method === method.key && group.held.includes(name))) }))
  })
  return { missingFields: missingFields.filter(isReached), droppedFields: droppedFields.filter(isReached) }
}

const methodOf = ({ authMethods }: CompiledProvider, key: string): CompiledProvider['authMethods'][number] | undefined => authMethods.find((one) => one.key === key)

const isReached = ({ connections }: Reach): boolean => connections > 0

const reachOf = (groups: ConnectionGroup[]): Reach => ({
  connections: groups.reduce((sum, group) => sum + group.connections, 0),
  accounts: new Set(groups.flatMap((group) => group.accounts)).size,
})

function countStatuses(groups: ConnectionGroup[]): ProviderImpact['inUse']['byStatus'] {
  const counts: ProviderImpact['inUse']['byStatus'] = {}
  for (const { status, connections } of groups) counts[status] = (counts[status] ?? 0) + connections
  return counts
}
