import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

/**
 * What belongs to an account goes with it, also what is written while the account is being deleted; Payload's own keys
 * would set the account to null instead. A token of no account is the platform's only where its row says so.
 */
export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
    ALTER TABLE api_tokens ADD COLUMN platform boolean DEFAULT false NOT NULL;
    ALTER TABLE api_tokens ADD COLUMN only_connection varchar;
    ALTER TABLE api_tokens ADD COLUMN only_provider varchar;
    ALTER TABLE api_tokens ADD COLUMN acts_for varchar;

    -- Nothing tells a platform token from one whose account has gone, so that both end here and the platform's are made again.
    DELETE FROM api_tokens WHERE account_id IS NULL;
    ALTER TABLE api_tokens ADD CONSTRAINT api_tokens_platform_check CHECK ((account_id IS NULL) = platform);

    ALTER TABLE api_tokens DROP CONSTRAINT api_tokens_account_id_accounts_id_fk,
      ADD CONSTRAINT api_tokens_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE;
    ALTER TABLE memberships DROP CONSTRAINT memberships_account_id_accounts_id_fk,
      ADD CONSTRAINT memberships_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE;
    ALTER TABLE connections DROP CONSTRAINT connections_account_id_accounts_id_fk,
      ADD CONSTRAINT connections_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE;
    ALTER TABLE routing_policies DROP CONSTRAINT routing_policies_account_id_accounts_id_fk,
      ADD CONSTRAINT routing_policies_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE;
    ALTER TABLE data_keys DROP CONSTRAINT data_keys_account_id_accounts_id_fk,
      ADD CONSTRAINT data_keys_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE;

    -- Likewise what belongs to a person: a membership of nobody cannot be stored, a token of nobody would live on.
    ALTER TABLE memberships DROP CONSTRAINT memberships_user_id_users_id_fk,
      ADD CONSTRAINT memberships_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
    ALTER TABLE api_tokens DROP CONSTRAINT api_tokens_created_by_id_users_id_fk,
      ADD CONSTRAINT api_tokens_created_by_id_users_id_fk FOREIGN KEY (created_by_id) REFERENCES users (id) ON DELETE CASCADE;
  `)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
    ALTER TABLE api_tokens DROP CONSTRAINT api_tokens_created_by_id_users_id_fk,
      ADD CONSTRAINT api_tokens_created_by_id_users_id_fk FOREIGN KEY (created_by_id) REFERENCES users (id) ON DELETE SET NULL;
    ALTER TABLE memberships DROP CONSTRAINT memberships_user_id_users_id_fk,
      ADD CONSTRAINT memberships_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL;
    ALTER TABLE data_keys DROP CONSTRAINT data_keys_account_id_accounts_id_fk,
      ADD CONSTRAINT data_keys_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE SET NULL;
    ALTER TABLE routing_policies DROP CONSTRAINT routing_policies_account_id_accounts_id_fk,
      ADD CONSTRAINT routing_policies_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE SET NULL;
    ALTER TABLE connections DROP CONSTRAINT connections_account_id_accounts_id_fk,
      ADD CONSTRAINT connections_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE SET NULL;
    ALTER TABLE memberships DROP CONSTRAINT memberships_account_id_accounts_id_fk,
      ADD CONSTRAINT memberships_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE SET NULL;
    ALTER TABLE api_tokens DROP CONSTRAINT api_tokens_account_id_accounts_id_fk,
      ADD CONSTRAINT api_tokens_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE SET NULL;
    ALTER TABLE api_tokens DROP CONSTRAINT api_tokens_platform_check, DROP COLUMN platform, DROP COLUMN only_connection, DROP COLUMN only_provider, DROP COLUMN acts_for;
  `)
}
