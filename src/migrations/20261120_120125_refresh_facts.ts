import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

/** What is known of a connection's sealed tokens without opening them; nothing of them outlives the credential. */
export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "connections" ADD COLUMN "token_expires_at" timestamp(3) with time zone;
  ALTER TABLE "connections" ADD COLUMN "refresh_due_at" timestamp(3) with time zone;
  ALTER TABLE "connections" ADD COLUMN "previous_until" timestamp(3) with time zone;
  ALTER TABLE "connections" ADD COLUMN "refresh_failures" numeric;
  CREATE INDEX "connections_refresh_due_at_idx" ON "connections" USING btree ("refresh_due_at");
  ALTER TABLE "connections" ADD CONSTRAINT connections_tokens_sealed CHECK (envelope IS NOT NULL OR (token_expires_at IS NULL AND refresh_due_at IS NULL AND previous_until IS NULL));`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "connections" DROP CONSTRAINT connections_tokens_sealed;
  DROP INDEX "connections_refresh_due_at_idx";
  ALTER TABLE "connections" DROP COLUMN "token_expires_at";
  ALTER TABLE "connections" DROP COLUMN "refresh_due_at";
  ALTER TABLE "connections" DROP COLUMN "previous_until";
  ALTER TABLE "connections" DROP COLUMN "refresh_failures";`)
}
