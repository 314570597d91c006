import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

/**
 * What providers are to be told. The sealed credential moves here when it is taken from its connection, and is gone when
 * the provider has been told or it was tried for long enough.
 */
export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
    -- One press of a platform admin that revokes many.
    CREATE TABLE patchbay.revocation_runs (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      account uuid REFERENCES accounts (id) ON DELETE CASCADE,
      provider text,
      connected_from timestamptz,
      connected_until timestamptz,
      asked_by text,
      asked_at timestamptz NOT NULL DEFAULT now(),
      total integer NOT NULL DEFAULT 0
    );
    CREATE TABLE patchbay.revocations (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      run uuid REFERENCES patchbay.revocation_runs (id) ON DELETE SET NULL,
      connection uuid NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
      account uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      provider text NOT NULL,
      auth_method text NOT NULL,
      state text NOT NULL CHECK (state IN ('waiting', 'revoked', 'unsupported', 'failed')),
      code text,
      destroyed_at timestamptz NOT NULL DEFAULT now(),
      ended_at timestamptz,
      attempts integer NOT NULL DEFAULT 0,
      next_at timestamptz NOT NULL DEFAULT now(),
      envelope text,
      aad_version numeric,
      vault_id text,
      data_key_id uuid REFERENCES data_keys (id) ON DELETE SET NULL,
      agreed_hosts jsonb,
      CONSTRAINT revocations_sealed_while_waiting CHECK ((state = 'waiting') = (envelope IS NOT NULL)),
      CONSTRAINT revocations_ended CHECK ((state = 'waiting') = (ended_at IS NULL)),
      CONSTRAINT revocations_envelope_format CHECK (envelope ~ '^[0-9a-f]{24}:[0-9a-f]{32}:([0-9a-f]{2})*$')
    );
    CREATE INDEX revocations_due_idx ON patchbay.revocations (next_at) WHERE state = 'waiting';
    CREATE INDEX revocations_run_idx ON patchbay.revocations (run) WHERE run IS NOT NULL;
    CREATE INDEX revocations_connection_idx ON patchbay.revocations (connection);
    CREATE INDEX revocations_account_idx ON patchbay.revocations (account);
  `)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`DROP TABLE patchbay.revocations, patchbay.revocation_runs;`)
}
