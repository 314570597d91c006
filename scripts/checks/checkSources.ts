import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'

type Source = { path: string; text: string }

const folders = ['src', 'collections', 'globals', 'hooks', 'scripts', 'tests']
const generated = /^src\/(payload-types\.ts|migrations\/|app\/\(payload\)\/)/
const bannedNames = /(^|\/)(utils?|helpers?|common|shared|libs?|misc)(\/|\.)/i
const localApi = /\bpayload\.(find|findByID|findGlobal|create|update|updateGlobal|delete|count|duplicate|restoreVersion|findVersions|login|forgotPassword|resetPassword)\(/

/** House rules that no linter knows. Returns the faults. */
export function checkSources(root: string): string[] {
  const sources = folders.flatMap((folder) => listSources({ root, folder }))
  return [...checkNames(sources), ...checkLocalApi(sources), ...checkRefresh(sources), ...checkProviderNames({ root, sources })]
}

function listSources({ root, folder }: { root: string; folder: string }): Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|cjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !generated.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

const checkNames = (sources: Source[]): string[] => sources.filter(({ path }) => bannedNames.test(path)).map(({ path }) => `${path}: named for nothing; name it for what it does`)

/** Payload's Local API skips access rules unless told otherwise, so its callers are few and in one folder. */
const checkLocalApi = (sources: Source[]): string[] =>
  sources
    .filter(({ path, text }) => !/^(src\/server\/stores|tests|scripts)\//.test(path) && !path.endsWith('.test.ts') && localApi.test(text))
    .map(({ path }) => `${path}: calls Payload's Local API, which only src/server/stores may`)

/** Pages whose address was written past the router would lose their place, or load anew, when it refreshes by itself. */
const checkRefresh = (sources: Source[]): string[] =>
  sources
    .filter(({ path, text }) => /^src\/(ui|app\/\(tenant\))\//.test(path) && path !== 'src/ui/shell/useRefresh.ts' && /\buseRouter\b/.test(text) && /\.refresh\(|\brefresh\b[^=\n]*= useRouter\(/.test(text))
    .map(({ path }) => `${path}: refreshes by the router itself; src/ui/shell/useRefresh.ts tells it the address first`)

/** Providers are rows: their keys as literals in code mean behaviour that a row cannot have. */
function checkProviderNames({ root, sources }: { root: string; sources: Source[] }): string[] {
  const keys = readdirSync(join(root, 'src/seed/providers'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => basename(name, '.json'))
    // The demo provider is ours: the demo upstream and account are told from it by name.
    .filter((key) => key !== 'demo')
  if (keys.length === 0) return ['src/seed/providers holds no rows, so provider names were not looked for']
  const literal = new RegExp(`(['"\`])(${keys.join('|')})\\1`)
  return sources
    .filter(({ path }) => /^(src|collections|globals|hooks)\//.test(path) && !/^src\/(seed|messages)\/|\.test\.tsx?$/.test(path))
    .flatMap(({ path, text }) => text.split('\n').flatMap((line, index) => (literal.test(line) ? [`${path}:${index + 1}: names the provider ${literal.exec(line)?.[2]}; providers are rows, not code`] : [])))
}
