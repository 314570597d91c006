import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authMethodSchema } from '#src/engine/catalog/authMethodSchema.ts'
import { checkRow } from '#src/engine/catalog/checkRow.ts'
import { fieldSchema } from '#src/engine/catalog/fieldSchema.ts'
import { providerRowSchema } from '#src/engine/catalog/providerRowSchema.ts'
import { testRequestSchema } from '#src/engine/catalog/testRequestSchema.ts'
import { appSchema, exchangeSchema, oauthSchema } from '#src/engine/catalog/tokenSchemas.ts'
import { type ErrorCode, errorCatalogue } from '#src/engine/errors.ts'
import { openApiDocument } from '#src/server/openApiDocument.ts'
import { type BenchResult, writeFigures } from '../../bench/writeFigures.ts'
import { runTool } from '../../scripts/checks/runTool.ts'
import { type ApiOperation, listOperations } from '../support/createApiJudge.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const pages = ['README.md', ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).map((name) => `docs/${name.replaceAll('\\', '/')}`)].sort()

type Block = { page: string; language: string; text: string; line: number }

const blocks: Block[] = pages.flatMap((page) =>
  [...read(page).matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(({ 1: language = '', 2: text = '', index }) => ({ page, language, text, line: read(page).slice(0, index).split('\n').length })),
)
const blocksIn = (language: string): Block[] => blocks.filter((block) => block.language === language)

/** Names in backticks in the first column of the tables below a heading. */
function firstColumn({ page, heading }: { page: string; heading: string }): string[] {
  const [, after = ''] = `\n${read(page)}`.split(`\n${heading}\n`)
  const section = after.split(/\n#{1,3} /, 1)[0] ?? ''
  return section.split('\n').filter((line) => line.startsWith('| ')).flatMap((line) => [...(line.split(' | ', 1)[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name as string))
}

let operations: ApiOperation[]

beforeAll(async () => {
  process.env.PAYLOAD_SECRET ??= randomBytes(32).toString('hex')
  const { default: loading } = await import('../../payload.config.ts')
  operations = listOperations(openApiDocument({ config: await loading }))
})

describe('every name is documented, and every documented name exists', () => {
  it('variables of the environment', () => {
    const declared = [...read('src/env.ts').matchAll(/^ {2}([A-Z][A-Z0-9_]+): (?:z\.|port|flag|perMinute)/gm)].map(([, name]) => name as string)
    expect(declared.length).toBeGreaterThan(12)
    expect(firstColumn({ page: 'docs/operations.md', heading: '## Environment' }).sort()).toEqual([...declared, 'PATCHBAY_BUILTIN_<PROVIDER_KEY>'].sort())
  })

  it('npm scripts', () => {
    const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts)
    const operationsPage = read('docs/operations.md')
    const isNamed = (name: string): boolean => operationsPage.includes(`\`npm run ${name}\``) || operationsPage.includes(`\`npm ${name}\``) || (name.startsWith('pre') && operationsPage.includes(`\`${name}\``))
    expect(scripts.filter((name) => !isNamed(name))).toEqual([])
    for (const page of pages) for (const [, name] of read(page).matchAll(/npm run ([a-z0-9:]+)/g)) expect([page, scripts]).toEqual([page, expect.arrayContaining([name])])
  })

  it('error codes, in the order of the list, each with its status and sentence', () => {
    const sections = read('docs/errors.md').split(/^## /m).slice(1)
    expect(sections.map((section) => section.split('\n', 1)[0])).toEqual(Object.keys(errorCatalogue))
    for (const section of sections) {
      const code = section.split('\n', 1)[0] as ErrorCode
      const { status, message, retryable } = errorCatalogue[code]
      expect(section).toContain(`${status}${retryable ? ' · retryable' : ''} · “${message}”`)
      expect(section).toMatch(/\*\*What to do:\*\* \S/)
    }
  })

  it('keys of a provider row', () => {
    const page = 'docs/add-a-provider.md'
    const keysOf = (schema: { shape: Record<string, unknown> }): string[] => Object.keys(schema.shape).sort()
    expect(firstColumn({ page, heading: '## Every key of a row' }).sort()).toEqual(keysOf(providerRowSchema))
    expect(firstColumn({ page, heading: '### An auth method' }).sort()).toEqual(keysOf(authMethodSchema))
    expect(firstColumn({ page, heading: '### A field' }).sort()).toEqual(keysOf(fieldSchema))
    expect(firstColumn({ page, heading: '### A test' }).sort()).toEqual(keysOf(testRequestSchema))
    expect(firstColumn({ page: 'docs/auth-methods.md', heading: '## `oauth2_code`' }).sort()).toEqual(keysOf(oauthSchema))
    expect(firstColumn({ page: 'docs/auth-methods.md', heading: '## `token_exchange`' }).sort()).toEqual(keysOf(exchangeSchema))
    expect(firstColumn({ page: 'docs/auth-methods.md', heading: '## `github_app`' }).sort()).toEqual(keysOf(appSchema))
    expect(firstColumn({ page: 'docs/auth-methods.md', heading: '# Auth methods' }).sort()).toEqual([...authMethodSchema.shape.type.options].sort())
  })

  it('addresses of the API', () => {
    const named = pages.flatMap((page) => [...read(page).matchAll(/`(GET|POST|PUT|PATCH|DELETE|ANY) (\/api\/[^\s`?]+)`/g)].map(([, method, path]) => ({ page, method: method as string, path: path as string })))
    for (const { page, method, path } of named) expect([page, method, path, findOperation({ method: method === 'ANY' ? 'get' : method, path }) !== undefined]).toEqual([page, method, path, true])
    // Payload's usual methods of a collection are named by its list.
    const lists = new Set(named.map(({ path }) => path))
    const missing = operations.filter(({ method, path }) => !named.some((one) => one.path === path && (one.method === 'ANY' || one.method.toLowerCase() === method)) && !lists.has(path.replace(/\/(\{id\}|count)$/, '')))
    expect(missing.map(({ method, path }) => `${method} ${path}`)).toEqual([])
  })
})

const findOperation = ({ method, path }: { method: string; path: string }): ApiOperation | undefined =>
  operations.find((one) => one.method === method.toLowerCase() && new RegExp(`^${one.path.replaceAll('.', '\\.').replace(/\{path\}/, '.+').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path))

describe('samples', () => {
  const folder = join(root, '.data', `docs-${randomBytes(4).toString('hex')}`)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('in TypeScript compile with the repository’s settings', async () => {
    const samples = blocksIn('ts')
    expect(samples.length).toBeGreaterThanOrEqual(4)
    mkdirSync(folder, { recursive: true })
    for (const [index, { text }] of samples.entries()) writeFileSync(join(folder, `sample${index}.ts`), `${text}\nexport {}\n`)
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: '../../tsconfig.json', compilerOptions: { incremental: false }, include: ['./*.ts'], exclude: [] }))
    const { code, output } = await runTool({ root, args: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', folder, '--pretty', 'false'] })
    const told = output.replaceAll(/(?:\S*\/)?sample(\d+)\.ts\((\d+)/g, (_, index: string, line: string) => `${samples[Number(index)]?.page}:${Number(line) + (samples[Number(index)]?.line ?? 0)} (`)
    expect([code, told]).toEqual([0, ''])
  })

  it('in JSON parse, and the row among them is one', () => {
    const samples = blocksIn('json')
    expect(samples.length).toBeGreaterThanOrEqual(3)
    const parsed = samples.map(({ page, text }) => {
      expect(() => JSON.parse(text) as unknown, page).not.toThrow()
      return JSON.parse(text) as Record<string, unknown>
    })
    const rows = parsed.filter((value) => 'authMethods' in value)
    expect(rows).toHaveLength(1)
    for (const row of rows) expect(checkRow({ row })).toMatchObject({ ok: true })
  })

  it('in JSON show one way to authenticate of each type, as a row may have it', () => {
    const methods = blocksIn('json').filter(({ page }) => page === 'docs/auth-methods.md').map(({ text }) => JSON.parse(text) as Record<string, unknown>).filter((value) => 'type' in value)
    expect(methods.map(({ type }) => type).sort()).toEqual([...authMethodSchema.shape.type.options].sort())
    for (const method of methods) expect(checkRow({ row: { key: 'acme', name: 'Acme', category: 'Tools', description: 'A service.', baseUrl: 'https://api.acme.example', authMethods: [method] } })).toMatchObject({ ok: true })
  })

  it('with curl go to addresses that exist, with a method that they answer', () => {
    const calls = blocksIn('sh').flatMap(({ page, text }) => text.replaceAll('\\\n', ' ').split('\n').filter((line) => /\bcurl\b/.test(line)).map((line) => ({ page, line })))
    expect(calls.length).toBeGreaterThan(8)
    for (const { page, line } of calls) {
      const path = /\$PATCHBAY_URL(\/api\/[^"?]+)/.exec(line)?.[1]?.replaceAll(/\$\w+/g, 'x') ?? ''
      const method = / -X (\w+)/.exec(line)?.[1] ?? (/ -d /.test(line) ? 'POST' : 'GET')
      expect([page, method, path, findOperation({ method, path }) !== undefined]).toEqual([page, method, path, true])
    }
  })

  it('start files that exist', () => {
    for (const { page, text } of blocksIn('sh')) for (const [, path] of text.matchAll(/\bnode (?:--\S+ )*((?:src|scripts)\/\S+\.ts)/g)) expect([page, path, existsSync(join(root, path!))]).toEqual([page, path, true])
  })
})

describe('links', () => {
  const slug = (heading: string): string => heading.toLowerCase().replaceAll('`', '').replaceAll(/[^\p{L}\p{N} _-]/gu, '').trim().replaceAll(' ', '-')
  const anchorsOf = (page: string): string[] => [...page.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => slug(heading as string))

  it('lead to files and headings that exist', () => {
    const broken: string[] = []
    let count = 0
    for (const page of pages) {
      for (const [, target = ''] of read(page).replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^https?:/.test(target)) continue
        count += 1
        const [path = '', anchor] = target.split('#')
        const file = path === '' ? join(root, page) : resolve(root, dirname(page), path)
        const isThere = existsSync(file) && !relative(root, file).startsWith('..')
        if (!isThere || (anchor !== undefined && !anchorsOf(readFileSync(file, 'utf8')).includes(anchor))) broken.push(`${page}: ${target}`)
      }
    }
    expect(count).toBeGreaterThan(60)
    expect(broken).toEqual([])
  })

  it('to pages reach all of them, from the README on', () => {
    const seen = new Set<string>()
    const visit = (page: string): void => {
      if (seen.has(page)) return
      seen.add(page)
      for (const [, target = ''] of read(page).matchAll(/\]\(([^)#\s]+\.md)(?:#[^)]*)?\)/g)) visit(relative(root, resolve(root, dirname(page), target)).replaceAll('\\', '/'))
    }
    visit('README.md')
    expect(pages.filter((page) => !seen.has(page))).toEqual([])
  })

  it('to pictures show pictures of a reasonable size', () => {
    const pictures = readdirSync(join(root, 'docs/images'))
    const taken = [...read('scripts/screenshots.ts').matchAll(/\{ name: '(\w+)', path: /g)].map(([, name]) => `${name}.png`)
    expect(pictures.sort()).toEqual(taken.sort())
    for (const name of pictures) {
      expect(pages.filter((page) => read(page).includes(`images/${name})`)), name).not.toEqual([])
      expect(statSync(join(root, 'docs/images', name)).size).toBeLessThanOrEqual(250_000)
    }
  })
})

describe('errors and pages of the product', () => {
  it('name only documentation that exists', () => {
    for (const code of Object.keys(errorCatalogue)) expect(read('docs/errors.md')).toContain(`\n## ${code}\n`)
    for (const [, page] of read('src/env.ts').matchAll(/(docs\/[\w-]+\.md)/g)) expect(pages).toContain(page)
  })
})

describe('figures', () => {
  it('of docs/performance.md are those of the newest result', () => {
    const newest = readdirSync(join(root, 'bench/results')).filter((name) => name.endsWith('.json')).sort().at(-1)
    const result = newest === undefined ? null : (JSON.parse(read(`bench/results/${newest}`)) as BenchResult)
    expect(writeFigures({ page: read('docs/performance.md'), result })).toBe(read('docs/performance.md'))
  })
})
