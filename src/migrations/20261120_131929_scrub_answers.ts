import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "integration_providers" ADD COLUMN "scrub_answers" boolean;
  ALTER TABLE "_integration_providers_v" ADD COLUMN "version_scrub_answers" boolean;`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "integration_providers" DROP COLUMN "scrub_answers";
  ALTER TABLE "_integration_providers_v" DROP COLUMN "version_scrub_answers";`)
}
