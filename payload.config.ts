import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { postgresAdapter } from '@payloadcms/db-postgres'
import { de } from '@payloadcms/translations/languages/de'
import { en } from '@payloadcms/translations/languages/en'
import { buildConfig } from 'payload'
import { Accounts } from '#collections/Accounts.ts'
import { ApiTokens } from '#collections/ApiTokens.ts'
import { AuditEvents } from '#collections/AuditEvents.ts'
import { BuiltInCredentials } from '#collections/BuiltInCredentials.ts'
import { Connections } from '#collections/Connections.ts'
import { DataKeys } from '#collections/DataKeys.ts'
import { inBothLanguages } from '#collections/inBothLanguages.ts'
import { IntegrationProviders } from '#collections/IntegrationProviders.ts'
import { Invitations } from '#collections/Invitations.ts'
import { Logos } from '#collections/Logos.ts'
import { Memberships } from '#collections/Memberships.ts'
import { ProviderRequests } from '#collections/ProviderRequests.ts'
import { RoutingPolicies } from '#collections/RoutingPolicies.ts'
import { Users } from '#collections/Users.ts'
import { MarketplaceSettings } from '#globals/MarketplaceSettings.ts'
import { PlatformSettings } from '#globals/PlatformSettings.ts'
import { shapeErrors } from '#hooks/shapeErrors.ts'
import { integrationEndpoints } from '#src/app/api/integrationEndpoints.ts'
import { oauthEndpoints } from '#src/app/api/oauthEndpoints.ts'
import { platformEndpoints } from '#src/app/api/platformEndpoints.ts'
import { readBuildEnv } from '#src/env.ts'
import { checkCollections } from '#src/server/checkCollections.ts'
import { hardenDatabase } from '#src/server/hardenDatabase.ts'
import { logger, loggingLevels } from '#src/server/logging.ts'
import { mail } from '#src/server/mail.ts'
import { runtime } from '#src/server/runtime.ts'

const root = path.dirname(fileURLToPath(import.meta.url))
const env = readBuildEnv()

/** Sign-in cookies stay off plain http wherever the public address is https. */
const users = { ...Users, auth: { ...(Users.auth as object), cookies: { sameSite: 'Lax' as const, secure: env.publicUrl.startsWith('https:') } } }

const postgres = postgresAdapter({
  pool: { connectionString: env.databaseUrl, max: 10, connectionTimeoutMillis: 5_000, query_timeout: 60_000 },
  idType: 'uuid',
  push: false,
  migrationDir: path.join(root, 'src/migrations'),
  blocksAsJSON: true,
  disableCreateDatabase: true,
})

/** The composition root: what there is, and no logic. */
export default buildConfig({
  secret: env.payloadSecret,
  serverURL: env.publicUrl,
  csrf: env.origins,
  cors: env.origins,
  collections: [IntegrationProviders, BuiltInCredentials, Logos, Accounts, Memberships, Invitations, Connections, RoutingPolicies, ApiTokens, ProviderRequests, users, AuditEvents, DataKeys],
  globals: [MarketplaceSettings, PlatformSettings].map(inBothLanguages.global),
  i18n: { supportedLanguages: { en, de }, fallbackLanguage: 'en' },
  endpoints: [...integrationEndpoints, ...oauthEndpoints, ...platformEndpoints],
  hooks: { afterError: [shapeErrors] },
  admin: {
    user: Users.slug,
    avatar: 'default',
    theme: 'all',
    meta: { titleSuffix: ' · Patchbay', icons: [{ rel: 'icon', url: '/icon.svg' }] },
    importMap: { baseDir: root, importMapFile: path.join(root, 'src/app/(payload)/admin/importMap.js') },
    components: {
      providers: ['/src/admin/AdminWords#AdminWords'],
      afterNavLinks: ['/src/admin/MarketplaceLink#MarketplaceLink'],
      views: { dashboard: { Component: '/src/app/(payload)/OverviewPage#OverviewPage' }, forgot: { Component: '/src/admin/ForgottenPassword#ForgottenPassword' } },
    },
  },
  db: hardenDatabase(postgres),
  custom: {
    patchbay: { dataKeys: () => runtime().dataKeys, pool: () => runtime().pool, refuseOutbound: (url: string) => runtime().refuseOutbound(url) },
  },
  email: mail,
  logger,
  loggingLevels,
  defaultDepth: 0,
  maxDepth: 2,
  graphQL: { disable: true },
  telemetry: false,
  typescript: { outputFile: path.join(root, 'src/payload-types.ts') },
  onInit: checkCollections,
})
