import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

/** Who stopped a connection and why, who used it last, and what its last test found. */
export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
    ALTER TABLE connections ADD COLUMN deactivation jsonb;
    ALTER TABLE connections ADD COLUMN last_used_by jsonb;
    ALTER TABLE connections ADD COLUMN last_test jsonb;
  `)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`ALTER TABLE connections DROP COLUMN deactivation, DROP COLUMN last_used_by, DROP COLUMN last_test;`)
}
