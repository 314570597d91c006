/**
 * Who may import whom, on resolved files (aliases and relative paths alike, type imports included).
 * One table for the layers, a second for the order inside the engine; everything below is made from them.
 */

/** Left: a layer. Right: the other layers whose files it may import. Its own files it always may. */
const layers = {
  engine: { path: '^src/engine/', may: [] },
  stores: { path: '^src/server/stores/', may: ['engine', 'access', 'types', 'env', 'runtime'] },
  // What lives once a process (keys, pool, what is remembered): the server files that stores and hooks may know.
  runtime: { path: '^src/server/(changes/\\w+|runtime|failpoint|listenForCuts|BoundedClient|UnpreparedClient|statementDeadline)\\.ts$', may: ['engine', 'env'] },
  server: { path: '^src/server/(?!stores/|changes/|runtime\\.ts|failpoint\\.ts|listenForCuts\\.ts|BoundedClient\\.ts|UnpreparedClient\\.ts|statementDeadline\\.ts)', may: ['engine', 'stores', 'access', 'env', 'runtime', 'types', 'seed', 'migrations', 'config', 'mail', 'messagesOfMail'] },
  // What a mail says, in its reader's language; the server decides when one is sent.
  mail: { path: '^src/mail/', may: ['messages'] },
  access: { path: '^src/access/', may: ['engine', 'server', 'stores', 'runtime', 'types'] },
  hooks: { path: '^hooks/', may: ['engine', 'stores', 'access', 'types', 'server'] },
  collections: { path: '^(collections|globals)/', may: ['engine', 'hooks', 'access', 'endpoints', 'messages', 'types'] },
  config: { path: '^payload\\.config\\.ts$', may: ['collections', 'hooks', 'endpoints', 'server', 'runtime', 'env', 'migrations'] },
  endpoints: { path: '^src/app/api/', may: ['engine', 'server', 'stores', 'runtime', 'access', 'messages', 'types'] },
  pages: { path: '^src/app/(?!api/)', may: ['engineOfPages', 'server', 'stores', 'runtime', 'access', 'endpoints', 'ui', 'admin', 'messages', 'types', 'config', 'env'] },
  ui: { path: '^src/ui/', may: ['engineOfPages', 'messages', 'types'] },
  admin: { path: '^src/admin/', may: ['ui', 'engineOfPages', 'messages', 'types'] },
  messages: { path: '^src/messages/', may: ['engineOfPages'] },
  front: { path: '^src/front/', may: ['engine', 'server', 'stores', 'runtime', 'access', 'env', 'messages'] },
  gateway: { path: '^src/gateway/', may: ['front', 'engine', 'server', 'stores', 'runtime', 'env'] },
  worker: { path: '^src/worker/', may: ['engine', 'server', 'stores', 'runtime', 'env'] },
  seed: { path: '^src/seed/', may: ['engine', 'server', 'stores', 'runtime', 'access', 'env', 'types', 'config'] },
  migrations: { path: '^src/migrations/', may: [] },
  types: { path: '^src/payload-types\\.ts$', may: [] },
  env: { path: '^src/env\\.ts$', may: [] },
  // The package's own door for programs.
  door: { path: '^src/patchbay\\.ts$', may: ['engine', 'server', 'stores', 'runtime', 'env'] },
}

/** Engine files without a secret in reach: a browser may have them. */
const clientSafe = '^src/engine/(errors\\.ts|ports\\.ts|catalog/|connections/|audit/|people/|usage/)'

/** The way of a credential. Each folder may import those before it; types may also be named ahead of their turn. */
const engineOrder = ['redact', 'catalog', 'vault', 'connections', 'routing', 'inject', 'egress', 'verify', 'oauth', 'usage', 'audit', 'call', 'actions', 'flows', 'channels']

const enginePackages = ['zod', 'undici', 'oauth4webapi', 'jose', 're2js']
const notTests = '\\.test\\.tsx?$'
const sources = '^(src|collections|globals|hooks|payload\\.config)'

/** The server names a language, and no sentence. */
const languageOnly = '^src/messages/Language\\.ts$'

const pathOf = (name) => ({ engineOfPages: clientSafe, messagesOfMail: languageOnly })[name] ?? layers[name].path

const layerRules = Object.entries(layers).map(([name, { path, may }]) => ({
  name: `layer-${name}`,
  comment: `${name} may import: ${may.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path, pathNot: notTests },
  to: { path: sources, pathNot: [path, ...may.map(pathOf)] },
}))

const engineOrderRules = engineOrder.slice(0, -1).map((folder, index) => ({
  name: `engine-order-${folder}`,
  comment: 'engine folders read top to bottom; an earlier one must work without the later ones',
  severity: 'error',
  from: { path: `^src/engine/${folder}/`, pathNot: notTests },
  to: { path: `^src/engine/(${engineOrder.slice(index + 1).join('|')})/`, dependencyTypesNot: ['type-only'] },
}))

module.exports = {
  forbidden: [
    ...layerRules,
    ...engineOrderRules,
    {
      name: 'engine-packages',
      comment: 'the engine knows nothing of Payload, Next, React, Postgres or the environment',
      severity: 'error',
      from: { path: '^src/engine/', pathNot: notTests },
      to: { path: 'node_modules/', pathNot: `node_modules/(${enginePackages.join('|')})/` },
    },
    {
      name: 'only-listed-files-open-credentials',
      comment: 'plaintext exists in few places, and each is on this list',
      severity: 'error',
      from: { pathNot: [notTests, '^src/engine/(vault|call|verify|oauth|channels)/', '^src/server/(openChoice|judgeConnection|exchangeUnderLease|keepGrant|tellProvider|mergeCredential|consentToHosts|openClient|resumeAttempt|answerHeld|stores/openProof)\\.ts$', '^tests/'] },
      to: { path: '^src/engine/vault/openCredential\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-server-in-browser',
      comment: 'what a page ships to the browser must not reach keys, the database or the environment',
      severity: 'error',
      from: { path: '^src/(ui|admin|messages)/', pathNot: notTests },
      to: { path: '^(src/server/|src/env\\.ts|src/engine/(vault|call|egress|inject|verify|oauth)/|node_modules/(payload|pg|drizzle-orm)/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'front-without-payload-and-next',
      comment: 'the call path must load without them: it also runs as a process of its own',
      severity: 'error',
      from: { path: '^src/(front|gateway)/', pathNot: [notTests, '^src/front/web\\.ts$'] },
      to: { path: 'node_modules/(payload|@payloadcms|next|react)/', reachable: true },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'not-to-tests', severity: 'error', from: { path: sources, pathNot: notTests }, to: { path: `^tests/|${notTests}` } },
    { name: 'not-to-dev-packages', severity: 'error', from: { path: `${sources}|^src/`, pathNot: notTests }, to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] } },
    {
      name: 'banned-names',
      comment: 'a folder or file is named for what it does',
      severity: 'error',
      from: { path: '(^|/)(utils?|helpers?|common|shared|libs?|misc)(/|\\.[cm]?[jt]sx?$)', pathNot: 'node_modules' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|\\.data)' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'] },
  },
}
