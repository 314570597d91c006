import { checkAuthMethod } from './checkAuthMethod.ts'
import { checkHosts, type JudgeOutbound } from './checkHosts.ts'
import { checkLiterals } from './checkLiterals.ts'
import { checkSecretUse } from './checkSecretUse.ts'
import { checkTemplates } from './checkTemplates.ts'
import { checkAuthFailure, checkTest } from './checkTest.ts'
import { checkTokenBlocks } from './checkTokenBlocks.ts'
import type { CompiledProvider } from './CompiledProvider.ts'
import { compileRow } from './compileRow.ts'
import { judgePublicHttps } from './judgePublicHttps.ts'
import { parseRow } from './parseRow.ts'
import type { ProviderRow } from './providerRowSchema.ts'
import type { ReportProblem, RowProblem } from './RowProblem.ts'

export type CheckedRow = { ok: true; row: ProviderRow; compiled: CompiledProvider } | { ok: false; problems: RowProblem[] }

const MAX_PROBLEMS = 200

type Input = {
  row: unknown
  /** The egress rules' word on a URL: null = may be called, else why not. Default: public https names only. */
  isOutboundAllowed?: JudgeOutbound
}

/**
 * Judges a provider row of any origin (form, file, import) and compiles it. All faults are collected, each with its
 * path and a plain reason; nothing is repaired. Never throws, whatever it is given.
 */
export function checkRow({ row: input, isOutboundAllowed = judgePublicHttps }: Input): CheckedRow {
  const { row, problems: shapeProblems } = parseRow(input)
  if (row === null) return refused(shapeProblems)
  const compiled = compileRow(row)
  const found: RowProblem[] = []
  const report: ReportProblem = (path, reason) => void found.push({ path, reason })
  checkStatus({ row, report })
  checkMethods({ row, compiled, judge: isOutboundAllowed, report })
  if (row.test) checkTest({ test: row.test, row, path: 'test', report })
  checkAuthFailure({ row, report })
  checkTemplates({ row, compiled, report })
  checkSecretUse({ row, compiled, report })
  checkHosts({ row, compiled, judge: isOutboundAllowed, report })
  checkAi({ row, compiled, report })
  checkLiterals({ row, report })
  // What was left out for a fault of shape may look missing now: that fault is told already.
  const further = found.filter(({ path }) => !shapeProblems.some((shape) => isAbout(path, shape.path)))
  const problems = [...shapeProblems, ...further]
  return problems.length === 0 ? { ok: true, row, compiled } : refused(problems)
}

const isAbout = (path: string, parent: string): boolean => path === parent || path.startsWith(`${parent}.`)

function refused(problems: RowProblem[]): CheckedRow {
  const unique = new Map(problems.map((problem) => [`${problem.path}\n${problem.reason}`, problem]))
  return { ok: false, problems: [...unique.values()].slice(0, MAX_PROBLEMS) }
}

function checkStatus({ row, report }: { row: ProviderRow; report: ReportProblem }): void {
  if (row.status === 'deprecated' && !row.replacedBy) report('replacedBy', 'A deprecated provider names the one that replaces it.')
  if (row.status !== 'deprecated' && row.replacedBy) report('replacedBy', 'Only a deprecated provider is replaced by another.')
  if (row.replacedBy === row.key) report('replacedBy', 'A provider cannot replace itself.')
}

type Methods = { row: ProviderRow; compiled: CompiledProvider; judge: JudgeOutbound; report: ReportProblem }

function checkMethods({ row, compiled, judge, report }: Methods): void {
  const seen = new Set<string>()
  for (const [index, method] of row.authMethods.entries()) {
    const path = `authMethods.${index}`
    if (seen.has(method.key)) report(`${path}.key`, `The auth method “${method.key}” is declared twice.`)
    seen.add(method.key)
    const own = compiled.authMethods[index]
    if (own === undefined) continue
    checkAuthMethod({ method, compiled: own, path, report })
    if (method.test) checkTest({ test: method.test, row, path: `${path}.test`, report })
    checkTokenBlocks({ row, method, compiled: own, path, judge, report })
  }
}

function checkAi({ row, compiled, report }: Omit<Methods, 'judge'>): void {
  const named = row.ai?.apiKeyField
  if (named && !compiled.authMethods.some((method) => method.fields.some((field) => field.name === named))) report('ai.apiKeyField', `No auth method has a field “${named}”.`)
}
