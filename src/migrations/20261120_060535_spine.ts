import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   CREATE TYPE "public"."enum_integration_providers_status" AS ENUM('live', 'coming_soon', 'hidden', 'deprecated');
  CREATE TYPE "public"."enum__integration_providers_v_version_status" AS ENUM('live', 'coming_soon', 'hidden', 'deprecated');
  CREATE TYPE "public"."enum_built_in_credentials_purpose" AS ENUM('credential', 'client');
  CREATE TYPE "public"."enum_memberships_role" AS ENUM('owner', 'admin', 'member', 'viewer');
  CREATE TYPE "public"."enum_connections_mode" AS ENUM('service', 'oauth-user');
  CREATE TYPE "public"."enum_connections_status" AS ENUM('disconnected', 'pending', 'active', 'error', 'expired', 'inactive', 'revoked');
  CREATE TYPE "public"."enum_connections_blocked_by" AS ENUM('platform');
  CREATE TYPE "public"."enum_connections_visibility" AS ENUM('account', 'private');
  CREATE TYPE "public"."enum_routing_policies_mode" AS ENUM('auto', 'built_in', 'byo');
  CREATE TYPE "public"."enum_routing_policies_distribution" AS ENUM('default', 'round_robin');
  CREATE TYPE "public"."enum_users_platform_role" AS ENUM('none', 'admin');
  CREATE TYPE "public"."enum_audit_events_actor_kind" AS ENUM('user', 'token', 'system', 'anonymous');
  CREATE TYPE "public"."enum_audit_events_outcome" AS ENUM('done', 'denied', 'failed');
  CREATE TYPE "public"."enum_data_keys_state" AS ENUM('active', 'open_only', 'destroyed');
  CREATE TABLE "integration_providers" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"key" varchar NOT NULL,
  	"name" varchar NOT NULL,
  	"category" varchar NOT NULL,
  	"description" varchar NOT NULL,
  	"logo_id" uuid,
  	"logo_slug" varchar,
  	"help_url" varchar,
  	"help_text" varchar,
  	"website" varchar,
  	"docs_url" varchar,
  	"manage_url" varchar,
  	"base_url" varchar,
  	"services" jsonb,
  	"auth_methods" jsonb NOT NULL,
  	"test" jsonb,
  	"auth_failure" jsonb,
  	"retry" jsonb,
  	"timeout_seconds" numeric,
  	"ai" jsonb,
  	"webhook" jsonb,
  	"status" "enum_integration_providers_status" DEFAULT 'live' NOT NULL,
  	"replaced_by" varchar,
  	"featured" numeric,
  	"rotate_after_days" numeric,
  	"source" jsonb,
  	"blocked" boolean DEFAULT false,
  	"blocked_reason" varchar,
  	"compiled" jsonb,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "integration_providers_texts" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"text" varchar
  );
  
  CREATE TABLE "_integration_providers_v" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"parent_id" uuid,
  	"version_key" varchar NOT NULL,
  	"version_name" varchar NOT NULL,
  	"version_category" varchar NOT NULL,
  	"version_description" varchar NOT NULL,
  	"version_logo_id" uuid,
  	"version_logo_slug" varchar,
  	"version_help_url" varchar,
  	"version_help_text" varchar,
  	"version_website" varchar,
  	"version_docs_url" varchar,
  	"version_manage_url" varchar,
  	"version_base_url" varchar,
  	"version_services" jsonb,
  	"version_auth_methods" jsonb NOT NULL,
  	"version_test" jsonb,
  	"version_auth_failure" jsonb,
  	"version_retry" jsonb,
  	"version_timeout_seconds" numeric,
  	"version_ai" jsonb,
  	"version_webhook" jsonb,
  	"version_status" "enum__integration_providers_v_version_status" DEFAULT 'live' NOT NULL,
  	"version_replaced_by" varchar,
  	"version_featured" numeric,
  	"version_rotate_after_days" numeric,
  	"version_source" jsonb,
  	"version_blocked" boolean DEFAULT false,
  	"version_blocked_reason" varchar,
  	"version_compiled" jsonb,
  	"version_updated_at" timestamp(3) with time zone,
  	"version_created_at" timestamp(3) with time zone,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "_integration_providers_v_texts" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"text" varchar
  );
  
  CREATE TABLE "built_in_credentials" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"provider" varchar NOT NULL,
  	"auth_method" varchar,
  	"purpose" "enum_built_in_credentials_purpose" DEFAULT 'credential' NOT NULL,
  	"enabled" boolean DEFAULT true,
  	"allow" jsonb DEFAULT '[]'::jsonb,
  	"daily_calls" numeric,
  	"envelope" varchar,
  	"aad_version" numeric,
  	"vault_id" varchar,
  	"data_key_id" uuid,
  	"agreed_hosts" jsonb,
  	"masked_credential" jsonb,
  	"fields" jsonb,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "logos" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"alt" varchar,
  	"bytes" varchar,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"url" varchar,
  	"thumbnail_u_r_l" varchar,
  	"filename" varchar,
  	"mime_type" varchar,
  	"filesize" numeric,
  	"width" numeric,
  	"height" numeric
  );
  
  CREATE TABLE "accounts" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"name" varchar NOT NULL,
  	"slug" varchar NOT NULL,
  	"blocked" boolean DEFAULT false,
  	"blocked_reason" varchar,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "memberships" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"account_id" uuid NOT NULL,
  	"user_id" uuid NOT NULL,
  	"role" "enum_memberships_role" NOT NULL,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "connections" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"account_id" uuid NOT NULL,
  	"provider" varchar NOT NULL,
  	"auth_method" varchar NOT NULL,
  	"display_name" varchar NOT NULL,
  	"mode" "enum_connections_mode" NOT NULL,
  	"status" "enum_connections_status" NOT NULL,
  	"status_reason" varchar,
  	"status_note" varchar,
  	"blocked_by" "enum_connections_blocked_by",
  	"blocked_reason" varchar,
  	"visibility" "enum_connections_visibility" DEFAULT 'account' NOT NULL,
  	"owner_id" uuid,
  	"envelope" varchar,
  	"aad_version" numeric,
  	"vault_id" varchar,
  	"data_key_id" uuid,
  	"agreed_hosts" jsonb,
  	"masked_credential" jsonb,
  	"fields" jsonb,
  	"identity" jsonb,
  	"scopes" jsonb,
  	"is_default" boolean DEFAULT false,
  	"sort_order" numeric DEFAULT 0,
  	"version" numeric DEFAULT 1 NOT NULL,
  	"expires_at" timestamp(3) with time zone,
  	"rotate_by" timestamp(3) with time zone,
  	"last_used_at" timestamp(3) with time zone,
  	"last_tested_at" timestamp(3) with time zone,
  	"lease_owner" varchar,
  	"lease_fence" numeric,
  	"lease_until" timestamp(3) with time zone,
  	"refresh_intent_at" timestamp(3) with time zone,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"deleted_at" timestamp(3) with time zone
  );
  
  CREATE TABLE "routing_policies" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"account_id" uuid NOT NULL,
  	"provider" varchar NOT NULL,
  	"mode" "enum_routing_policies_mode" DEFAULT 'auto' NOT NULL,
  	"distribution" "enum_routing_policies_distribution" DEFAULT 'default' NOT NULL,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "api_tokens" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"name" varchar NOT NULL,
  	"account_id" uuid,
  	"scopes" jsonb NOT NULL,
  	"prefix" varchar,
  	"hash" varchar,
  	"created_by_id" uuid,
  	"expires_at" timestamp(3) with time zone,
  	"last_used_at" timestamp(3) with time zone,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "users_sessions" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"created_at" timestamp(3) with time zone,
  	"expires_at" timestamp(3) with time zone NOT NULL
  );
  
  CREATE TABLE "users" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"name" varchar,
  	"platform_role" "enum_users_platform_role" DEFAULT 'none' NOT NULL,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"email" varchar NOT NULL,
  	"reset_password_token" varchar,
  	"reset_password_expiration" timestamp(3) with time zone,
  	"salt" varchar,
  	"hash" varchar,
  	"reset_password_requested_at" timestamp(3) with time zone
  );
  
  CREATE TABLE "audit_events" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"account" varchar,
  	"action" varchar NOT NULL,
  	"actor_kind" "enum_audit_events_actor_kind" NOT NULL,
  	"actor_id" varchar,
  	"actor_label" varchar,
  	"target_type" varchar,
  	"target_id" varchar,
  	"target_label" varchar,
  	"provider" varchar,
  	"outcome" "enum_audit_events_outcome" DEFAULT 'done' NOT NULL,
  	"code" varchar,
  	"changed" jsonb,
  	"request_id" varchar,
  	"visible_to" varchar,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "data_keys" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"owner" varchar NOT NULL,
  	"account_id" uuid,
  	"kek_id" varchar NOT NULL,
  	"wrapped" varchar,
  	"proof" varchar,
  	"state" "enum_data_keys_state" DEFAULT 'active' NOT NULL,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "payload_kv" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"key" varchar NOT NULL,
  	"data" jsonb NOT NULL
  );
  
  CREATE TABLE "payload_preferences" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"key" varchar,
  	"value" jsonb,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "payload_preferences_rels" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"api_tokens_id" uuid,
  	"users_id" uuid
  );
  
  CREATE TABLE "payload_migrations" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"name" varchar,
  	"batch" numeric,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "marketplace" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"updated_at" timestamp(3) with time zone,
  	"created_at" timestamp(3) with time zone
  );
  
  CREATE TABLE "marketplace_texts" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"text" varchar
  );
  
  CREATE TABLE "platform_settings" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"platform_name" varchar DEFAULT 'Patchbay',
  	"support_contact" varchar,
  	"updated_at" timestamp(3) with time zone,
  	"created_at" timestamp(3) with time zone
  );
  
  ALTER TABLE "integration_providers" ADD CONSTRAINT "integration_providers_logo_id_logos_id_fk" FOREIGN KEY ("logo_id") REFERENCES "public"."logos"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "integration_providers_texts" ADD CONSTRAINT "integration_providers_texts_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."integration_providers"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_integration_providers_v" ADD CONSTRAINT "_integration_providers_v_parent_id_integration_providers_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."integration_providers"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "_integration_providers_v" ADD CONSTRAINT "_integration_providers_v_version_logo_id_logos_id_fk" FOREIGN KEY ("version_logo_id") REFERENCES "public"."logos"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "_integration_providers_v_texts" ADD CONSTRAINT "_integration_providers_v_texts_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."_integration_providers_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "built_in_credentials" ADD CONSTRAINT "built_in_credentials_data_key_id_data_keys_id_fk" FOREIGN KEY ("data_key_id") REFERENCES "public"."data_keys"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "memberships" ADD CONSTRAINT "memberships_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "connections" ADD CONSTRAINT "connections_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "connections" ADD CONSTRAINT "connections_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "connections" ADD CONSTRAINT "connections_data_key_id_data_keys_id_fk" FOREIGN KEY ("data_key_id") REFERENCES "public"."data_keys"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "routing_policies" ADD CONSTRAINT "routing_policies_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_created_by_id_users_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "users_sessions" ADD CONSTRAINT "users_sessions_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "data_keys" ADD CONSTRAINT "data_keys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "payload_preferences_rels" ADD CONSTRAINT "payload_preferences_rels_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."payload_preferences"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "payload_preferences_rels" ADD CONSTRAINT "payload_preferences_rels_api_tokens_fk" FOREIGN KEY ("api_tokens_id") REFERENCES "public"."api_tokens"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "payload_preferences_rels" ADD CONSTRAINT "payload_preferences_rels_users_fk" FOREIGN KEY ("users_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "marketplace_texts" ADD CONSTRAINT "marketplace_texts_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."marketplace"("id") ON DELETE cascade ON UPDATE no action;
  CREATE UNIQUE INDEX "integration_providers_key_idx" ON "integration_providers" USING btree ("key");
  CREATE INDEX "integration_providers_category_idx" ON "integration_providers" USING btree ("category");
  CREATE INDEX "integration_providers_logo_idx" ON "integration_providers" USING btree ("logo_id");
  CREATE INDEX "integration_providers_status_idx" ON "integration_providers" USING btree ("status");
  CREATE INDEX "integration_providers_updated_at_idx" ON "integration_providers" USING btree ("updated_at");
  CREATE INDEX "integration_providers_created_at_idx" ON "integration_providers" USING btree ("created_at");
  CREATE INDEX "integration_providers_texts_order_parent" ON "integration_providers_texts" USING btree ("order","parent_id");
  CREATE INDEX "_integration_providers_v_parent_idx" ON "_integration_providers_v" USING btree ("parent_id");
  CREATE INDEX "_integration_providers_v_version_version_key_idx" ON "_integration_providers_v" USING btree ("version_key");
  CREATE INDEX "_integration_providers_v_version_version_category_idx" ON "_integration_providers_v" USING btree ("version_category");
  CREATE INDEX "_integration_providers_v_version_version_logo_idx" ON "_integration_providers_v" USING btree ("version_logo_id");
  CREATE INDEX "_integration_providers_v_version_version_status_idx" ON "_integration_providers_v" USING btree ("version_status");
  CREATE INDEX "_integration_providers_v_version_version_updated_at_idx" ON "_integration_providers_v" USING btree ("version_updated_at");
  CREATE INDEX "_integration_providers_v_version_version_created_at_idx" ON "_integration_providers_v" USING btree ("version_created_at");
  CREATE INDEX "_integration_providers_v_created_at_idx" ON "_integration_providers_v" USING btree ("created_at");
  CREATE INDEX "_integration_providers_v_updated_at_idx" ON "_integration_providers_v" USING btree ("updated_at");
  CREATE INDEX "_integration_providers_v_texts_order_parent" ON "_integration_providers_v_texts" USING btree ("order","parent_id");
  CREATE INDEX "built_in_credentials_provider_idx" ON "built_in_credentials" USING btree ("provider");
  CREATE UNIQUE INDEX "built_in_credentials_vault_id_idx" ON "built_in_credentials" USING btree ("vault_id");
  CREATE INDEX "built_in_credentials_data_key_idx" ON "built_in_credentials" USING btree ("data_key_id");
  CREATE INDEX "built_in_credentials_updated_at_idx" ON "built_in_credentials" USING btree ("updated_at");
  CREATE INDEX "built_in_credentials_created_at_idx" ON "built_in_credentials" USING btree ("created_at");
  CREATE UNIQUE INDEX "provider_purpose_idx" ON "built_in_credentials" USING btree ("provider","purpose");
  CREATE INDEX "logos_updated_at_idx" ON "logos" USING btree ("updated_at");
  CREATE INDEX "logos_created_at_idx" ON "logos" USING btree ("created_at");
  CREATE UNIQUE INDEX "logos_filename_idx" ON "logos" USING btree ("filename");
  CREATE UNIQUE INDEX "accounts_slug_idx" ON "accounts" USING btree ("slug");
  CREATE INDEX "accounts_updated_at_idx" ON "accounts" USING btree ("updated_at");
  CREATE INDEX "accounts_created_at_idx" ON "accounts" USING btree ("created_at");
  CREATE INDEX "memberships_account_idx" ON "memberships" USING btree ("account_id");
  CREATE INDEX "memberships_user_idx" ON "memberships" USING btree ("user_id");
  CREATE INDEX "memberships_updated_at_idx" ON "memberships" USING btree ("updated_at");
  CREATE INDEX "memberships_created_at_idx" ON "memberships" USING btree ("created_at");
  CREATE UNIQUE INDEX "account_user_idx" ON "memberships" USING btree ("account_id","user_id");
  CREATE INDEX "connections_account_idx" ON "connections" USING btree ("account_id");
  CREATE INDEX "connections_provider_idx" ON "connections" USING btree ("provider");
  CREATE INDEX "connections_status_idx" ON "connections" USING btree ("status");
  CREATE INDEX "connections_owner_idx" ON "connections" USING btree ("owner_id");
  CREATE UNIQUE INDEX "connections_vault_id_idx" ON "connections" USING btree ("vault_id");
  CREATE INDEX "connections_data_key_idx" ON "connections" USING btree ("data_key_id");
  CREATE INDEX "connections_sort_order_idx" ON "connections" USING btree ("sort_order");
  CREATE INDEX "connections_updated_at_idx" ON "connections" USING btree ("updated_at");
  CREATE INDEX "connections_created_at_idx" ON "connections" USING btree ("created_at");
  CREATE INDEX "connections_deleted_at_idx" ON "connections" USING btree ("deleted_at");
  CREATE INDEX "account_provider_idx" ON "connections" USING btree ("account_id","provider");
  CREATE INDEX "routing_policies_account_idx" ON "routing_policies" USING btree ("account_id");
  CREATE INDEX "routing_policies_updated_at_idx" ON "routing_policies" USING btree ("updated_at");
  CREATE INDEX "routing_policies_created_at_idx" ON "routing_policies" USING btree ("created_at");
  CREATE UNIQUE INDEX "account_provider_1_idx" ON "routing_policies" USING btree ("account_id","provider");
  CREATE INDEX "api_tokens_account_idx" ON "api_tokens" USING btree ("account_id");
  CREATE UNIQUE INDEX "api_tokens_hash_idx" ON "api_tokens" USING btree ("hash");
  CREATE INDEX "api_tokens_created_by_idx" ON "api_tokens" USING btree ("created_by_id");
  CREATE INDEX "api_tokens_updated_at_idx" ON "api_tokens" USING btree ("updated_at");
  CREATE INDEX "api_tokens_created_at_idx" ON "api_tokens" USING btree ("created_at");
  CREATE INDEX "users_sessions_order_idx" ON "users_sessions" USING btree ("_order");
  CREATE INDEX "users_sessions_parent_id_idx" ON "users_sessions" USING btree ("_parent_id");
  CREATE INDEX "users_updated_at_idx" ON "users" USING btree ("updated_at");
  CREATE INDEX "users_created_at_idx" ON "users" USING btree ("created_at");
  CREATE UNIQUE INDEX "users_email_idx" ON "users" USING btree ("email");
  CREATE INDEX "audit_events_account_idx" ON "audit_events" USING btree ("account");
  CREATE INDEX "audit_events_action_idx" ON "audit_events" USING btree ("action");
  CREATE INDEX "audit_events_actor_id_idx" ON "audit_events" USING btree ("actor_id");
  CREATE INDEX "audit_events_target_id_idx" ON "audit_events" USING btree ("target_id");
  CREATE INDEX "audit_events_visible_to_idx" ON "audit_events" USING btree ("visible_to");
  CREATE INDEX "audit_events_updated_at_idx" ON "audit_events" USING btree ("updated_at");
  CREATE INDEX "audit_events_created_at_idx" ON "audit_events" USING btree ("created_at");
  CREATE INDEX "data_keys_owner_idx" ON "data_keys" USING btree ("owner");
  CREATE INDEX "data_keys_account_idx" ON "data_keys" USING btree ("account_id");
  CREATE INDEX "data_keys_updated_at_idx" ON "data_keys" USING btree ("updated_at");
  CREATE INDEX "data_keys_created_at_idx" ON "data_keys" USING btree ("created_at");
  CREATE UNIQUE INDEX "payload_kv_key_idx" ON "payload_kv" USING btree ("key");
  CREATE INDEX "payload_preferences_key_idx" ON "payload_preferences" USING btree ("key");
  CREATE INDEX "payload_preferences_updated_at_idx" ON "payload_preferences" USING btree ("updated_at");
  CREATE INDEX "payload_preferences_created_at_idx" ON "payload_preferences" USING btree ("created_at");
  CREATE INDEX "payload_preferences_rels_order_idx" ON "payload_preferences_rels" USING btree ("order");
  CREATE INDEX "payload_preferences_rels_parent_idx" ON "payload_preferences_rels" USING btree ("parent_id");
  CREATE INDEX "payload_preferences_rels_path_idx" ON "payload_preferences_rels" USING btree ("path");
  CREATE INDEX "payload_preferences_rels_api_tokens_id_idx" ON "payload_preferences_rels" USING btree ("api_tokens_id");
  CREATE INDEX "payload_preferences_rels_users_id_idx" ON "payload_preferences_rels" USING btree ("users_id");
  CREATE INDEX "payload_migrations_updated_at_idx" ON "payload_migrations" USING btree ("updated_at");
  CREATE INDEX "payload_migrations_created_at_idx" ON "payload_migrations" USING btree ("created_at");
  CREATE INDEX "marketplace_texts_order_parent" ON "marketplace_texts" USING btree ("order","parent_id");`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   DROP TABLE "integration_providers" CASCADE;
  DROP TABLE "integration_providers_texts" CASCADE;
  DROP TABLE "_integration_providers_v" CASCADE;
  DROP TABLE "_integration_providers_v_texts" CASCADE;
  DROP TABLE "built_in_credentials" CASCADE;
  DROP TABLE "logos" CASCADE;
  DROP TABLE "accounts" CASCADE;
  DROP TABLE "memberships" CASCADE;
  DROP TABLE "connections" CASCADE;
  DROP TABLE "routing_policies" CASCADE;
  DROP TABLE "api_tokens" CASCADE;
  DROP TABLE "users_sessions" CASCADE;
  DROP TABLE "users" CASCADE;
  DROP TABLE "audit_events" CASCADE;
  DROP TABLE "data_keys" CASCADE;
  DROP TABLE "payload_kv" CASCADE;
  DROP TABLE "payload_preferences" CASCADE;
  DROP TABLE "payload_preferences_rels" CASCADE;
  DROP TABLE "payload_migrations" CASCADE;
  DROP TABLE "marketplace" CASCADE;
  DROP TABLE "marketplace_texts" CASCADE;
  DROP TABLE "platform_settings" CASCADE;
  DROP TYPE "public"."enum_integration_providers_status";
  DROP TYPE "public"."enum__integration_providers_v_version_status";
  DROP TYPE "public"."enum_built_in_credentials_purpose";
  DROP TYPE "public"."enum_memberships_role";
  DROP TYPE "public"."enum_connections_mode";
  DROP TYPE "public"."enum_connections_status";
  DROP TYPE "public"."enum_connections_blocked_by";
  DROP TYPE "public"."enum_connections_visibility";
  DROP TYPE "public"."enum_routing_policies_mode";
  DROP TYPE "public"."enum_routing_policies_distribution";
  DROP TYPE "public"."enum_users_platform_role";
  DROP TYPE "public"."enum_audit_events_actor_kind";
  DROP TYPE "public"."enum_audit_events_outcome";
  DROP TYPE "public"."enum_data_keys_state";`)
}
