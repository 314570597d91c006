import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "integration_providers" ADD COLUMN "changed_by" varchar;
  ALTER TABLE "_integration_providers_v" ADD COLUMN "version_changed_by" varchar;`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "integration_providers" DROP COLUMN "changed_by";
  ALTER TABLE "_integration_providers_v" DROP COLUMN "version_changed_by";`)
}
