import { join, relative } from 'node:path'
import { isPatchbayError } from '#src/engine/errors.ts'
import { readEnv } from '#src/env.ts'
import { buildPages, isBuilt } from './buildPages.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embeddedPostgres.ts'
import { hideValues } from './processes/hideValues.ts'
import { PartList } from './processes/PartList.ts'
import { reportPhase } from './processes/reportPhase.ts'
import { describeEnd, spawnPart, type Part } from './processes/spawnPart.ts'
import { readStartSettings, type StartSettings } from './readStartSettings.ts'
import { ensureDevSecrets, type DevSecrets } from './secrets.ts'
import { hasDatabaseFolder } from './postgres/hasDatabaseFolder.ts'
import { startDemoUpstream } from './startDemoUpstream.ts'
import { stopOnSignals } from './processes/stopOnSignals.ts'

/** `npm start` and `npm run dev`: everything in one process tree, on an embedded Postgres unless DATABASE_URL is set. */

const root = join(import.meta.dirname, '..')
const parts = new PartList()
/** Takes secrets out of what children print. */
let filter = hideValues([])
const hidden: string[] = []
const hide = (text: string): string => filter(text)
function learnSecrets(...values: string[]): void {
  hidden.push(...values)
  filter = hideValues(hidden)
}

const secretNames = /^(PAYLOAD_SECRET|DATABASE_URL|DATABASE_DIRECT_URL|PATCHBAY_(ENCRYPTION_KEY|SMTP_URL|RETIRED_ENCRYPTION_KEYS|ADMIN_PASSWORD|DEMO_PASSWORD|BUILTIN_.+))$/

/** Settles only by failing: when something that must keep running ends by itself. */
const watch = (name: string, ended: Promise<string>): Promise<never> =>
  ended.then((how) => {
    throw new Error(`${name} ended (${how})`)
  })
const watchPart = (part: Part): Promise<never> =>
  part.ended.then((end) => {
    throw new Error(describeEnd({ name: part.name, end }))
  })

async function start(isDev: boolean): Promise<void> {
  const settings = await readStartSettings({ root, isDev })
  const failures: Promise<never>[] = []
  const mustLast = (failure: Promise<never>): void => {
    failure.catch(() => {}) // The next phase reports it; until one waits, Node would call it unhandled.
    failures.push(failure)
  }
  /** A phase fails also when something that an earlier one started goes away meanwhile. */
  const during = <T>(work: Promise<T>): Promise<T> => Promise.race([work, ...failures])

  const secrets = settings.databaseUrl === undefined ? keepSecrets(settings) : undefined
  const postgres = secrets === undefined ? undefined : await startPostgres(settings)
  if (postgres) mustLast(watch('Postgres', postgres.ended))

  const upstream = settings.isDemo ? parts.add(await startDemoUpstream({ root, dataDir: settings.dataDir, hide })) : undefined
  if (upstream) {
    mustLast(watchPart(upstream))
    await during(reportPhase({ label: `Demo service on port ${upstream.port}`, work: () => upstream.ready }))
  }

  const env = composeEnv({ settings, secrets, postgres, upstreamPort: upstream?.port })
  for (const [name, value] of Object.entries(env)) if (secretNames.test(name) && value) learnSecrets(...value.split(','))
  // Refuses here, in one place and before anything is spawned, what the children would refuse too.
  Object.assign(process.env, env)
  readEnv()

  await during(prepareDatabase(env))
  if (!isDev) await during(build())
  // One port for figures, and the server has it.
  const worker = parts.add(spawnPart({ name: 'The worker', args: [join(root, 'src/worker/worker.ts')], env: { ...env, PATCHBAY_METRICS_PORT: '' }, cwd: root, hide, graceMs: 15_000, isShown: true, mustEndWithParent: false }))
  mustLast(watchPart(worker))
  const web = parts.add(spawnPart({ name: 'The web server', args: [join(root, 'src/front/web.ts')], env, cwd: root, hide, graceMs: 15_000, isShown: true, mustEndWithParent: false }))
  mustLast(watchPart(web))
  await during(reportPhase({ label: 'Web server', work: () => web.ready }))
  await during(reportPhase({ label: 'Worker', work: () => worker.ready }))
  printWelcome({ settings, secrets })
  process.send?.({ type: 'ready', url: settings.publicUrl })
  await Promise.race(failures)
}

function keepSecrets(settings: StartSettings): DevSecrets {
  const secrets = ensureDevSecrets({ dataDir: settings.dataDir, hasDatabase: hasDatabaseFolder(settings.dataDir), given: process.env })
  learnSecrets(secrets.PAYLOAD_SECRET, secrets.PATCHBAY_ENCRYPTION_KEY, secrets.PATCHBAY_ADMIN_PASSWORD, secrets.PATCHBAY_DEMO_PASSWORD)
  return secrets
}

async function startPostgres({ dataDir }: StartSettings): Promise<EmbeddedPostgres> {
  const postgres = await reportPhase({
    label: ({ port, isShared }) => `Postgres on port ${port}${isShared ? ' (already running)' : ''}`,
    work: () => startEmbeddedPostgres({ dataDir, onProgress: (sentence) => console.log(`  … ${sentence}`) }),
  })
  parts.add({ name: 'Postgres', stop: postgres.stop })
  return postgres
}

type Composed = { settings: StartSettings; secrets: DevSecrets | undefined; postgres: EmbeddedPostgres | undefined; upstreamPort: number | undefined }

function composeEnv({ settings, secrets, postgres, upstreamPort }: Composed): NodeJS.ProcessEnv {
  const upstreamHost = `127.0.0.1:${upstreamPort}`
  return {
    ...process.env,
    ...secrets,
    ...(postgres ? { DATABASE_URL: postgres.url } : {}),
    NODE_ENV: settings.isDev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(settings.port),
    HOST: settings.host,
    PATCHBAY_PUBLIC_URL: settings.publicUrl,
    PATCHBAY_DATA_DIR: settings.dataDir,
    PATCHBAY_DEMO: String(settings.isDemo),
    // There is no balancer that would have to hear of it first.
    PATCHBAY_DRAIN_SECONDS: process.env.PATCHBAY_DRAIN_SECONDS || '0',
    // On one's own machine the terminal is the mailbox.
    ...(secrets !== undefined && isLocal(settings.publicUrl) && !process.env.PATCHBAY_SMTP_URL && !process.env.PATCHBAY_PRINT_MAIL ? { PATCHBAY_PRINT_MAIL: 'true' } : {}),
    ...(upstreamPort === undefined
      ? {}
      : {
          PATCHBAY_DEMO_UPSTREAM_URL: `http://${upstreamHost}`,
          // The demo service is on loopback and plain http, which calls may not reach otherwise.
          PATCHBAY_EGRESS_ALLOW: [process.env.PATCHBAY_EGRESS_ALLOW, upstreamHost].filter(Boolean).join(','),
        }),
  }
}

const isLocal = (url: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(URL.parse(url)?.hostname ?? '')

async function prepareDatabase(env: NodeJS.ProcessEnv): Promise<void> {
  const part = parts.add(spawnPart({ name: 'Preparing the database', args: [join(root, 'src/server/prepareDatabase.ts')], env, cwd: root, hide }))
  await reportPhase({
    label: 'Database migrated and seeded',
    work: async () => {
      const end = await part.ended
      // It refuses in a sentence of its own; anything else is a crash and shows how it ended.
      if (end.code === 1 && end.lastLines.length > 0) throw new Error(end.lastLines.join('\n'))
      if (end.code !== 0) throw new Error(describeEnd({ name: part.name, end }))
    },
  })
}

async function build(): Promise<void> {
  if (isBuilt(root)) return
  const { part, done } = buildPages({ root, hide })
  parts.add(part)
  await reportPhase({ label: 'Pages built', notice: 'Building the pages, because the sources changed (half a minute or so)', work: () => done })
}

function printWelcome({ settings, secrets }: { settings: StartSettings; secrets: DevSecrets | undefined }): void {
  const rows: [string, string][] = [['Patchbay', settings.publicUrl]]
  if (secrets && settings.isDemo) rows.push(['Sign in', `${secrets.PATCHBAY_DEMO_EMAIL}   ${secrets.PATCHBAY_DEMO_PASSWORD}`])
  if (secrets) rows.push(['Platform admin', `${secrets.PATCHBAY_ADMIN_EMAIL}, password in ${relative(process.cwd(), join(settings.dataDir, 'secrets.env'))}`])
  rows.push(['Stop', 'Ctrl-C'])
  console.log(`\n${rows.map(([name, value]) => `  ${name.padEnd(16)}${value}`).join('\n')}\n`)
}

// A closed terminal breaks both; stopping must go on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
stopOnSignals({ parts })
try {
  await start(process.argv.includes('--dev'))
} catch (error) {
  // Parts that we stop ourselves end too; that is no failure to report.
  if (!parts.isStopping) {
    const message = error instanceof Error ? error.message : String(error)
    console.error(`\n${hide(message)}${isPatchbayError(error) ? ` ${error.hint}` : ''}`)
    await parts.stopAll()
    process.exit(1)
  }
}
