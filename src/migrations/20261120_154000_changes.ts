import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

/**
 * What calls read is remembered by each process, so every change of it is said to all of them in the transaction that
 * makes it. `read`: the columns that the statement of `loadCall` depends on; a column that is not there changes often
 * (`last_used_at`) or is not looked at. `note`: what of a row is said.
 */
const tables = [
  { table: 'accounts', read: ['id', 'blocked', 'blocked_reason'], note: { account: 'id' } },
  {
    table: 'connections',
    read: [
      'id', 'account_id', 'provider', 'auth_method', 'display_name', 'status', 'status_reason', 'blocked_by', 'blocked_reason', 'deactivation', 'visibility', 'owner_id', 'envelope', 'aad_version', 'vault_id', 'data_key_id',
      'agreed_hosts', 'fields', 'is_default', 'sort_order', 'version', 'expires_at', 'token_expires_at', 'refresh_due_at', 'previous_until', 'refresh_failures', 'refresh_intent_at', 'created_at', 'deleted_at',
    ],
    note: { account: 'account_id', provider: 'provider' },
  },
  { table: 'integration_providers', read: ['id', 'key', 'compiled', 'blocked', 'blocked_reason'], note: { provider: 'key' } },
  { table: 'routing_policies', read: ['account_id', 'provider', 'mode', 'distribution'], note: { account: 'account_id', provider: 'provider' } },
  { table: 'built_in_credentials', read: ['id', 'provider', 'purpose', 'auth_method', 'enabled', 'allow', 'daily_calls', 'envelope', 'aad_version', 'vault_id', 'data_key_id', 'agreed_hosts', 'fields'], note: { provider: 'provider' } },
  { table: 'data_keys', read: ['id', 'owner', 'account_id', 'kek_id', 'wrapped', 'state'], note: { id: 'id', account: 'account_id' } },
  { table: 'api_tokens', read: ['id', 'name', 'account_id', 'scopes', 'hash', 'only_connection', 'only_provider', 'acts_for', 'expires_at'], note: { id: 'id' } },
  { table: 'memberships', read: ['account_id', 'user_id', 'role'], note: { user: 'user_id' } },
]

const triggersOf = ({ table, read, note }: (typeof tables)[number]): string => {
  const call = `EXECUTE FUNCTION patchbay.note_change(${Object.entries(note).map(([name, column]) => `'${name}', '${column}'`).join(', ')})`
  const row = (record: string) => `(${read.map((column) => `${record}.${column}`).join(', ')})`
  const triggers = {
    // A token nobody knew is not remembered, so a new one changes nothing; short-lived ones are made all the time.
    ...(table === 'api_tokens' ? {} : { inserted: `AFTER INSERT ON ${table} FOR EACH ROW` }),
    updated: `AFTER UPDATE ON ${table} FOR EACH ROW WHEN (${row('OLD')} IS DISTINCT FROM ${row('NEW')})`,
    deleted: `AFTER DELETE ON ${table} FOR EACH ROW`,
    truncated: `AFTER TRUNCATE ON ${table} FOR EACH STATEMENT`,
  }
  return Object.entries(triggers)
    .map(([name, when]) => `CREATE TRIGGER patchbay_${name} ${when} ${call}; ALTER TABLE ${table} ENABLE ALWAYS TRIGGER patchbay_${name};`)
    .join('\n')
}

export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
    -- Says each note once a transaction, and "everything" after a hundred of them. The list stays in a setting that ends
    -- with the transaction, where whoever commits can read it.
    CREATE FUNCTION patchbay.note_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      noted jsonb := coalesce(nullif(current_setting('patchbay.changes', true), ''), '[]')::jsonb;
      everything CONSTANT jsonb := '{"table": "*"}';
      rows jsonb[];
      changed jsonb;
      note jsonb;
    BEGIN
      IF noted @> jsonb_build_array(everything) THEN RETURN NULL; END IF;
      IF TG_OP = 'TRUNCATE' THEN rows := ARRAY[NULL::jsonb];
      ELSIF TG_OP = 'INSERT' THEN rows := ARRAY[to_jsonb(NEW)];
      ELSIF TG_OP = 'DELETE' THEN rows := ARRAY[to_jsonb(OLD)];
      ELSE rows := ARRAY[to_jsonb(OLD), to_jsonb(NEW)];
      END IF;
      FOREACH changed IN ARRAY rows LOOP
        note := jsonb_build_object('table', TG_TABLE_NAME);
        FOR i IN 0 .. TG_NARGS - 2 BY 2 LOOP
          note := note || jsonb_build_object(TG_ARGV[i], changed -> TG_ARGV[i + 1]);
        END LOOP;
        -- A payload has room for 8000 bytes.
        IF changed IS NULL OR octet_length(note::text) > 7000 OR jsonb_array_length(noted) >= 100 THEN note := everything; END IF;
        IF NOT noted @> jsonb_build_array(note) THEN
          -- Nothing adds to everything, and a short list is quickly read for each of a million rows.
          noted := CASE WHEN note = everything THEN jsonb_build_array(everything) ELSE noted || note END;
          PERFORM set_config('patchbay.changes', noted::text, true);
          PERFORM pg_notify('patchbay_changes', note::text);
        END IF;
      END LOOP;
      RETURN NULL;
    END $$;
  `)
  await db.execute(sql.raw(tables.map(triggersOf).join('\n')))
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`DROP FUNCTION patchbay.note_change() CASCADE;`)
}
