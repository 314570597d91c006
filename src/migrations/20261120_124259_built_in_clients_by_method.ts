import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   DROP INDEX "provider_purpose_idx";
  CREATE UNIQUE INDEX "provider_purpose_authMethod_idx" ON "built_in_credentials" USING btree ("provider","purpose","auth_method");

  -- Of a provider's credentials for calls there is still one.
  CREATE UNIQUE INDEX "built_in_credentials_one_credential_idx" ON "built_in_credentials" ("provider") WHERE "purpose" = 'credential';`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   DROP INDEX "built_in_credentials_one_credential_idx";
   DROP INDEX "provider_purpose_authMethod_idx";
  CREATE UNIQUE INDEX "provider_purpose_idx" ON "built_in_credentials" USING btree ("provider","purpose");`)
}
