import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
    ALTER TABLE "integration_providers" ADD COLUMN "usage" jsonb;
    ALTER TABLE "_integration_providers_v" ADD COLUMN "version_usage" jsonb;`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
    ALTER TABLE "integration_providers" DROP COLUMN "usage";
    ALTER TABLE "_integration_providers_v" DROP COLUMN "version_usage";`)
}
