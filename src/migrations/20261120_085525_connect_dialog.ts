import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

/** Which request made a connection, so that the same one again makes no second. */
export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
    ALTER TABLE "connections" ADD COLUMN "request_key" varchar;
    CREATE UNIQUE INDEX "account_requestKey_idx" ON "connections" USING btree ("account_id", "request_key");
  `)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
    DROP INDEX "account_requestKey_idx";
    ALTER TABLE "connections" DROP COLUMN "request_key";
  `)
}
