import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

/** People on their way to a provider's consent page and back. No person edits these rows, so that they are no collection. */
export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
    CREATE TABLE patchbay.oauth_attempts (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      account uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      person uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      provider text NOT NULL REFERENCES integration_providers (key) ON DELETE CASCADE,
      auth_method text NOT NULL,
      connection uuid REFERENCES connections (id) ON DELETE CASCADE,
      state_hash text UNIQUE,
      nonce_hash text NOT NULL,
      settings jsonb NOT NULL,
      held jsonb,
      envelope text NOT NULL CHECK (envelope ~ '^[0-9a-f]{24}:[0-9a-f]{32}:([0-9a-f]{2})*$'),
      aad_version integer NOT NULL,
      vault_id uuid NOT NULL,
      data_key uuid NOT NULL,
      agreed_hosts jsonb NOT NULL,
      expires_at timestamptz NOT NULL,
      -- A state is good for one way back; what waits for an answer has none any more.
      CHECK ((state_hash IS NULL) = (held IS NOT NULL)),
      -- As for connections: sealed with a key of its own account, and of no other.
      FOREIGN KEY (data_key, account) REFERENCES data_keys (id, account_id) ON DELETE CASCADE
    );
    CREATE INDEX oauth_attempts_expires_at_idx ON patchbay.oauth_attempts (expires_at);
    CREATE INDEX oauth_attempts_account_idx ON patchbay.oauth_attempts (account);
    CREATE INDEX oauth_attempts_person_idx ON patchbay.oauth_attempts (person);
  `)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`DROP TABLE patchbay.oauth_attempts;`)
}
