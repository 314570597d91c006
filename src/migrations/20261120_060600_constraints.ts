import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

/**
 * What the schema language of the collections cannot say. Two requests that pass the same check at once meet here, and
 * so does anybody who writes with plain SQL.
 */
export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
    -- Providers are named by key; a key that is referred to can neither go nor change.
    ALTER TABLE connections ADD CONSTRAINT connections_provider_fk FOREIGN KEY (provider) REFERENCES integration_providers (key) ON DELETE RESTRICT ON UPDATE RESTRICT;
    ALTER TABLE built_in_credentials ADD CONSTRAINT built_in_credentials_provider_fk FOREIGN KEY (provider) REFERENCES integration_providers (key) ON DELETE RESTRICT ON UPDATE RESTRICT;
    ALTER TABLE routing_policies ADD CONSTRAINT routing_policies_provider_fk FOREIGN KEY (provider) REFERENCES integration_providers (key) ON DELETE RESTRICT ON UPDATE RESTRICT;

    -- A connection is sealed with a key of its own account, and of no other.
    ALTER TABLE data_keys ADD CONSTRAINT data_keys_id_account_key UNIQUE (id, account_id);
    ALTER TABLE connections ADD CONSTRAINT connections_data_key_account_fk FOREIGN KEY (data_key_id, account_id) REFERENCES data_keys (id, account_id);
    ALTER TABLE connections ADD CONSTRAINT connections_id_account_key UNIQUE (id, account_id);
    ALTER TABLE data_keys ADD CONSTRAINT data_keys_owner_check CHECK (owner = coalesce(account_id::text, 'platform'));
    CREATE UNIQUE INDEX data_keys_one_active_idx ON data_keys (owner) WHERE state = 'active';

    -- Names are unique in an account, whatever their case; the trash does not count.
    CREATE UNIQUE INDEX connections_display_name_idx ON connections (account_id, lower(display_name)) WHERE deleted_at IS NULL;
    CREATE UNIQUE INDEX connections_one_default_idx ON connections (account_id, provider) WHERE is_default AND deleted_at IS NULL;

    -- Status and credential go together, and a sealed value is whole.
    ALTER TABLE connections ADD CONSTRAINT connections_envelope_format CHECK (envelope ~ '^[0-9a-f]{24}:[0-9a-f]{32}:([0-9a-f]{2})*$');
    ALTER TABLE built_in_credentials ADD CONSTRAINT built_in_credentials_envelope_format CHECK (envelope ~ '^[0-9a-f]{24}:[0-9a-f]{32}:([0-9a-f]{2})*$');
    ALTER TABLE connections ADD CONSTRAINT connections_sealed_whole CHECK (envelope IS NULL OR (vault_id IS NOT NULL AND data_key_id IS NOT NULL AND aad_version IS NOT NULL AND agreed_hosts IS NOT NULL));
    ALTER TABLE built_in_credentials ADD CONSTRAINT built_in_credentials_sealed_whole CHECK (envelope IS NULL OR (vault_id IS NOT NULL AND data_key_id IS NOT NULL AND aad_version IS NOT NULL AND agreed_hosts IS NOT NULL));
    ALTER TABLE connections ADD CONSTRAINT connections_status_credential CHECK ((status IN ('disconnected', 'revoked')) = (envelope IS NULL));

    ALTER TABLE connections ALTER COLUMN is_default SET DEFAULT false;
    CREATE INDEX connections_candidates_idx ON connections (account_id, provider, is_default DESC, sort_order, created_at) WHERE deleted_at IS NULL;
    CREATE INDEX audit_events_account_time_idx ON audit_events (account, created_at DESC);

    -- Tables that Payload does not know live apart from its own.
    CREATE SCHEMA patchbay;
    CREATE TABLE patchbay.sign_in_attempts (key text PRIMARY KEY, count integer NOT NULL, window_ends timestamptz NOT NULL);
    CREATE TABLE patchbay.connection_calls (
      connection uuid NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
      day date NOT NULL,
      calls bigint NOT NULL,
      PRIMARY KEY (connection, day)
    );
    CREATE TABLE patchbay.built_in_calls (
      built_in uuid NOT NULL REFERENCES built_in_credentials (id) ON DELETE CASCADE,
      account uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      day date NOT NULL,
      calls bigint NOT NULL,
      PRIMARY KEY (built_in, account, day)
    );
  `)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
    DROP SCHEMA patchbay CASCADE;
    DROP INDEX audit_events_account_time_idx, connections_candidates_idx, connections_one_default_idx, connections_display_name_idx, data_keys_one_active_idx;
    ALTER TABLE connections ALTER COLUMN is_default DROP DEFAULT;
    ALTER TABLE connections DROP CONSTRAINT connections_status_credential, DROP CONSTRAINT connections_sealed_whole, DROP CONSTRAINT connections_envelope_format,
      DROP CONSTRAINT connections_id_account_key, DROP CONSTRAINT connections_data_key_account_fk, DROP CONSTRAINT connections_provider_fk;
    ALTER TABLE built_in_credentials DROP CONSTRAINT built_in_credentials_sealed_whole, DROP CONSTRAINT built_in_credentials_envelope_format, DROP CONSTRAINT built_in_credentials_provider_fk;
    ALTER TABLE routing_policies DROP CONSTRAINT routing_policies_provider_fk;
    ALTER TABLE data_keys DROP CONSTRAINT data_keys_owner_check, DROP CONSTRAINT data_keys_id_account_key;
  `)
}
