import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

/** Why a row lacks something on purpose, and a count of its changes, so that of two editors the second is told. */
export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "integration_providers" ADD COLUMN "gaps" jsonb;
  ALTER TABLE "integration_providers" ADD COLUMN "version" numeric;
  ALTER TABLE "_integration_providers_v" ADD COLUMN "version_gaps" jsonb;
  ALTER TABLE "_integration_providers_v" ADD COLUMN "version_version" numeric;
  UPDATE "integration_providers" SET "version" = 1;`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "integration_providers" DROP COLUMN "gaps";
  ALTER TABLE "integration_providers" DROP COLUMN "version";
  ALTER TABLE "_integration_providers_v" DROP COLUMN "version_gaps";
  ALTER TABLE "_integration_providers_v" DROP COLUMN "version_version";`)
}
