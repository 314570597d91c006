import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   CREATE TYPE "public"."enum_provider_requests_status" AS ENUM('open', 'planned', 'done', 'declined');
  CREATE TABLE "provider_requests" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"name" varchar NOT NULL,
  	"name_key" varchar NOT NULL,
  	"website" varchar,
  	"why" varchar,
  	"account_id" uuid NOT NULL,
  	"user_id" uuid,
  	"status" "enum_provider_requests_status" DEFAULT 'open' NOT NULL,
  	"answer" varchar,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  ALTER TABLE "integration_providers" ADD COLUMN "logo_dark_id" uuid;
  ALTER TABLE "integration_providers" ADD COLUMN "status_url" varchar;
  ALTER TABLE "_integration_providers_v" ADD COLUMN "version_logo_dark_id" uuid;
  ALTER TABLE "_integration_providers_v" ADD COLUMN "version_status_url" varchar;
  ALTER TABLE "provider_requests" ADD CONSTRAINT "provider_requests_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "provider_requests" ADD CONSTRAINT "provider_requests_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;
  CREATE INDEX "provider_requests_name_key_idx" ON "provider_requests" USING btree ("name_key");
  CREATE INDEX "provider_requests_account_idx" ON "provider_requests" USING btree ("account_id");
  CREATE INDEX "provider_requests_user_idx" ON "provider_requests" USING btree ("user_id");
  CREATE INDEX "provider_requests_status_idx" ON "provider_requests" USING btree ("status");
  CREATE INDEX "provider_requests_updated_at_idx" ON "provider_requests" USING btree ("updated_at");
  CREATE INDEX "provider_requests_created_at_idx" ON "provider_requests" USING btree ("created_at");
  ALTER TABLE "integration_providers" ADD CONSTRAINT "integration_providers_logo_dark_id_logos_id_fk" FOREIGN KEY ("logo_dark_id") REFERENCES "public"."logos"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "_integration_providers_v" ADD CONSTRAINT "_integration_providers_v_version_logo_dark_id_logos_id_fk" FOREIGN KEY ("version_logo_dark_id") REFERENCES "public"."logos"("id") ON DELETE set null ON UPDATE no action;
  CREATE INDEX "integration_providers_logo_dark_idx" ON "integration_providers" USING btree ("logo_dark_id");
  CREATE INDEX "_integration_providers_v_version_version_logo_dark_idx" ON "_integration_providers_v" USING btree ("version_logo_dark_id");

  -- The same wish of an account stands once; asked for again after an answer it is a new one.
  CREATE UNIQUE INDEX "provider_requests_standing_idx" ON "provider_requests" ("account_id", "name_key") WHERE "status" IN ('open', 'planned');`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "provider_requests" DISABLE ROW LEVEL SECURITY;
  DROP TABLE "provider_requests" CASCADE;
  ALTER TABLE "integration_providers" DROP CONSTRAINT "integration_providers_logo_dark_id_logos_id_fk";
  
  ALTER TABLE "_integration_providers_v" DROP CONSTRAINT "_integration_providers_v_version_logo_dark_id_logos_id_fk";
  
  DROP INDEX "integration_providers_logo_dark_idx";
  DROP INDEX "_integration_providers_v_version_version_logo_dark_idx";
  ALTER TABLE "integration_providers" DROP COLUMN "logo_dark_id";
  ALTER TABLE "integration_providers" DROP COLUMN "status_url";
  ALTER TABLE "_integration_providers_v" DROP COLUMN "version_logo_dark_id";
  ALTER TABLE "_integration_providers_v" DROP COLUMN "version_status_url";
  DROP TYPE "public"."enum_provider_requests_status";`)
}
