import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

/** A grant that never became a connection's is taken back too: it waits beside the others, with no connection to tell. */
export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`ALTER TABLE patchbay.revocations ALTER COLUMN connection DROP NOT NULL;`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
    DELETE FROM patchbay.revocations WHERE connection IS NULL;
    ALTER TABLE patchbay.revocations ALTER COLUMN connection SET NOT NULL;
  `)
}
