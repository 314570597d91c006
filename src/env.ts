import { z } from 'zod'

/**
 * The only reader of process.env. `readEnv()` is strict and is called once at boot by whatever serves; a refusal names
 * the variable, the reason and the cure. `readBuildEnv()` is for tools that load the configuration without serving
 * (type generation, migrations' diff, `next build`), where nothing is opened and nothing needs to be set.
 */

const port = z.coerce.number().int().min(0).max(65_535)
/** An account may do twice that, and Postgres counts in 32 bits. */
const perMinute = z.coerce.number().int().min(1).max(1_000_000_000)
const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1')

const database = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'is not a postgres:// address'),
  DATABASE_DIRECT_URL: z.string().regex(/^postgres(ql)?:\/\//, 'is not a postgres:// address').optional(),
})
const server = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PATCHBAY_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  PATCHBAY_TRUSTED_PROXIES: z.string().default(''),
  PATCHBAY_DRAIN_SECONDS: z.coerce.number().min(0).max(300).default(3),
  PATCHBAY_CALLS_PER_MINUTE: perMinute.default(3_000_000),
  PATCHBAY_CHANGES_PER_MINUTE: perMinute.default(300),
  PATCHBAY_METRICS_PORT: port.optional(),
  PATCHBAY_METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  PATCHBAY_DATA_DIR: z.string().min(1).default('.data'),
})
const secrets = z.object({
  PAYLOAD_SECRET: z.string().min(32, 'is shorter than 32 characters'),
  PATCHBAY_ENCRYPTION_KEY: z.string().min(1),
  PATCHBAY_RETIRED_ENCRYPTION_KEYS: z.string().default(''),
})
const setup = z.object({
  PATCHBAY_ADMIN_EMAIL: z.email().optional(),
  PATCHBAY_ADMIN_PASSWORD: z.string().min(12, 'is shorter than 12 characters').optional(),
  PATCHBAY_DEMO: flag.default(false),
  PATCHBAY_DEMO_EMAIL: z.email().default('demo@patchbay.test'),
  PATCHBAY_DEMO_PASSWORD: z.string().min(12, 'is shorter than 12 characters').optional(),
  PATCHBAY_DEMO_UPSTREAM_URL: z.url({ protocol: /^https?$/ }).optional(),
  PATCHBAY_EGRESS_ALLOW: z.string().default(''),
  PATCHBAY_FAILPOINT: z.string().optional(),
})
const mail = z.object({
  PATCHBAY_SMTP_URL: z.string().regex(/^smtps?:\/\/[^\s/]+/, 'is not an smtp:// or smtps:// address').optional(),
  PATCHBAY_MAIL_FROM: z.string().max(254).regex(/^[^\p{Cc}<>"]*<[^\s<>@,;"]+@[^\s<>@,;"]+>$|^[^\s<>@,;"]+@[^\s<>@,;"]+$/u, 'is not an address').optional(),
  PATCHBAY_PRINT_MAIL: flag.default(false),
})
const schema = z.object({ ...database.shape, ...server.shape, ...secrets.shape, ...setup.shape, ...mail.shape })

type Parsed = z.infer<typeof schema>
export type Env = Omit<Parsed, 'PATCHBAY_PUBLIC_URL'> & {
  PATCHBAY_PUBLIC_URL: string
  /** Provider key in upper case with `_` → the platform's own secret for it. */
  builtIns: { suffix: string; value: string }[]
}

const cures: Record<string, string> = {
  DATABASE_URL: 'Set it to the address of a Postgres database (npm start makes one by itself when it is unset).',
  DATABASE_DIRECT_URL: 'Set it to the same database without the pooler, or leave it out.',
  PORT: 'Set it to a free port from 1 to 65535.',
  PATCHBAY_PUBLIC_URL: 'Set it to the address people open, such as https://integrations.example.com.',
  PATCHBAY_TRUSTED_PROXIES: 'Set it to the addresses of your own proxies, such as 10.0.0.5,10.1.0.0/16 (the first address of the range), or leave it out.',
  PATCHBAY_DRAIN_SECONDS: 'Set it to the seconds that your balancer takes to notice, from 0 to 300, or leave it out.',
  PATCHBAY_METRICS_PORT: 'Set it to a free port, another one for each process of a machine, or leave it out.',
  PATCHBAY_METRICS_HOST: 'Set it to an address of this machine that only you can reach, or leave it out.',
  PATCHBAY_CALLS_PER_MINUTE: 'Set it to a whole number from 1 to 1000000000, or leave it out.',
  PATCHBAY_CHANGES_PER_MINUTE: 'Set it to a whole number from 1 to 1000000000, or leave it out.',
  PAYLOAD_SECRET: 'Make one with: openssl rand -base64 48',
  PATCHBAY_ENCRYPTION_KEY: 'Make one with: openssl rand -base64 32 — and keep it: without it stored keys cannot be opened.',
  PATCHBAY_ADMIN_PASSWORD: 'Use 12 characters or more.',
  PATCHBAY_DEMO_PASSWORD: 'Use 12 characters or more.',
  PATCHBAY_DEMO: 'Set it to true or false.',
  PATCHBAY_SMTP_URL: 'Set it to the address of your mail server, such as smtps://user:password@smtp.example.com, or leave it out: then no mail is sent.',
  PATCHBAY_MAIL_FROM: 'Set it to the sender of the mails, such as Patchbay <integrations@example.com>.',
  PATCHBAY_PRINT_MAIL: 'Leave it out, or use it on your own machine only.',
  NODE_ENV: 'Set it to production, development or test.',
}

/** Thrown at boot; its message is meant for a terminal. */
export class EnvRefusal extends Error {
  override readonly name = 'EnvRefusal'
}

export const refuseEnv = ({ variable, reason }: { variable: string; reason: string }): EnvRefusal =>
  new EnvRefusal(`${variable} ${reason}. ${cures[variable] ?? 'docs/operations.md describes it.'}`)

let cached: Env | undefined

/**
 * `isForTokensOnly`: of a process that takes no sessions, and so need not know what signs them.
 *
 * @throws EnvRefusal with one line a variable, never with a value.
 */
export function readEnv({ isForTokensOnly = false }: { isForTokensOnly?: boolean } = {}): Env {
  if (cached !== undefined) return cached
  const source = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
  const parsed = (isForTokensOnly ? schema.extend({ PAYLOAD_SECRET: z.string().default('') }) : schema).safeParse(source)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const variable = String(issue.path[0])
      const reason = source[variable] === undefined ? 'is not set' : issue.message.startsWith('is ') ? issue.message : 'is not usable'
      return refuseEnv({ variable, reason }).message
    })
    throw new EnvRefusal(lines.join('\n'))
  }
  const { PATCHBAY_PUBLIC_URL, ...rest } = parsed.data
  if (rest.NODE_ENV === 'production' && PATCHBAY_PUBLIC_URL?.startsWith('http://') && !isLoopback(PATCHBAY_PUBLIC_URL)) {
    throw refuseEnv({ variable: 'PATCHBAY_PUBLIC_URL', reason: 'is plain http, so sign-in cookies would travel in clear' })
  }
  refuseMail({ ...rest, PATCHBAY_PUBLIC_URL })
  cached = { ...rest, PATCHBAY_PUBLIC_URL: (PATCHBAY_PUBLIC_URL ?? `http://localhost:${rest.PORT}`).replace(/\/$/, ''), builtIns: readBuiltIns(source) }
  return cached
}

/** Printed mails hold links that sign people in: they never reach the log of an installation that others use. */
function refuseMail({ PATCHBAY_SMTP_URL: server, PATCHBAY_MAIL_FROM: from, PATCHBAY_PRINT_MAIL: isPrinted, PATCHBAY_PUBLIC_URL: url }: Parsed): void {
  if (server !== undefined && from === undefined) throw refuseEnv({ variable: 'PATCHBAY_MAIL_FROM', reason: 'is not set, while PATCHBAY_SMTP_URL is' })
  if (isPrinted && url !== undefined && !isLoopback(url)) throw refuseEnv({ variable: 'PATCHBAY_PRINT_MAIL', reason: 'would write links that sign people in to the log of a public installation' })
}

const isLoopback = (url: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)

const builtInPrefix = 'PATCHBAY_BUILTIN_'
const readBuiltIns = (source: Record<string, string | undefined>): Env['builtIns'] =>
  Object.entries(source)
    .filter((entry): entry is [string, string] => entry[0].startsWith(builtInPrefix) && entry[1] !== undefined)
    .map(([name, value]) => ({ suffix: name.slice(builtInPrefix.length), value }))

/** Lenient: what configuration-loading tools need; nothing is refused and no secret is required. */
export const readBuildEnv = (): { databaseUrl: string; payloadSecret: string; publicUrl: string; origins: string[] } => {
  const servedPort = process.env.PORT || '3000'
  const publicUrl = (process.env.PATCHBAY_PUBLIC_URL || `http://localhost:${servedPort}`).replace(/\/$/, '')
  return { databaseUrl: process.env.DATABASE_URL ?? '', payloadSecret: process.env.PAYLOAD_SECRET ?? '', publicUrl, origins: originsOf(publicUrl) }
}

/** Browsers count localhost and 127.0.0.1 as two sites; on one's own machine people type either. */
function originsOf(publicUrl: string): string[] {
  const twins: Record<string, string> = { localhost: '127.0.0.1', '127.0.0.1': 'localhost' }
  const url = URL.parse(publicUrl)
  if (url === null) return []
  const twin = twins[url.hostname]
  return twin === undefined ? [url.origin] : [url.origin, Object.assign(new URL(url), { hostname: twin }).origin]
}
