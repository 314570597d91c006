import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

/**
 * What is used, by the hour: of a connection, or (without one) of an account's use of a built-in credential. Takes the
 * place of the calls a day. Accounts have no foreign key here: a flush that locked them as well as connections could wait
 * for whoever deletes one, and that one for the flush.
 */
export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
    CREATE FUNCTION patchbay.add_counts(one bigint[], other bigint[]) RETURNS bigint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN (SELECT array_agg(coalesce(a, 0) + coalesce(b, 0) ORDER BY place) FROM unnest(one, other) WITH ORDINALITY AS counts(a, b, place));
    CREATE AGGREGATE patchbay.sum_counts(bigint[]) (sfunc = patchbay.add_counts, stype = bigint[], initcond = '{}', parallel = safe);

    CREATE TABLE patchbay.usage_buckets (
      connection uuid REFERENCES connections (id) ON DELETE CASCADE,
      account uuid NOT NULL,
      provider text NOT NULL,
      source text NOT NULL,
      action text,
      hour timestamptz NOT NULL,
      calls bigint NOT NULL DEFAULT 0,
      handed_out bigint NOT NULL DEFAULT 0,
      attempts bigint NOT NULL DEFAULT 0,
      passed_over bigint NOT NULL DEFAULT 0,
      refused bigint NOT NULL DEFAULT 0,
      rate_limited bigint NOT NULL DEFAULT 0,
      client_errors bigint NOT NULL DEFAULT 0,
      server_errors bigint NOT NULL DEFAULT 0,
      unreachable bigint NOT NULL DEFAULT 0,
      timeouts bigint NOT NULL DEFAULT 0,
      broken_off bigint NOT NULL DEFAULT 0,
      not_sent bigint NOT NULL DEFAULT 0,
      given_up bigint NOT NULL DEFAULT 0,
      request_bytes bigint NOT NULL DEFAULT 0,
      response_bytes bigint NOT NULL DEFAULT 0,
      latency bigint[] NOT NULL DEFAULT '{}',
      metered_calls bigint NOT NULL DEFAULT 0,
      tokens_in bigint NOT NULL DEFAULT 0,
      tokens_out bigint NOT NULL DEFAULT 0,
      cost numeric NOT NULL DEFAULT 0,
      CONSTRAINT usage_buckets_key UNIQUE NULLS NOT DISTINCT (connection, hour, account, provider, source, action),
      CONSTRAINT usage_buckets_source CHECK (source = CASE WHEN connection IS NULL THEN 'built_in' ELSE 'byo' END)
    );
    CREATE INDEX usage_buckets_account_idx ON patchbay.usage_buckets (account, provider, hour);
    CREATE INDEX usage_buckets_hour_idx ON patchbay.usage_buckets (hour);

    -- The last batch of each process that counts.
    CREATE TABLE patchbay.usage_writers (id uuid PRIMARY KEY, sequence bigint NOT NULL, written_at timestamptz NOT NULL DEFAULT now());

    INSERT INTO patchbay.usage_buckets (connection, account, provider, source, hour, calls)
      SELECT c.id, c.account_id, c.provider, 'byo', k.day::timestamp AT TIME ZONE 'utc', k.calls FROM patchbay.connection_calls k JOIN connections c ON c.id = k.connection;
    DROP TABLE patchbay.connection_calls;
  `)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
    CREATE TABLE patchbay.connection_calls (
      connection uuid NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
      day date NOT NULL,
      calls bigint NOT NULL,
      PRIMARY KEY (connection, day)
    );
    INSERT INTO patchbay.connection_calls (connection, day, calls)
      SELECT connection, (hour AT TIME ZONE 'utc')::date, sum(calls + handed_out) FROM patchbay.usage_buckets WHERE connection IS NOT NULL GROUP BY 1, 2 HAVING sum(calls + handed_out) > 0;
    DROP TABLE patchbay.usage_buckets, patchbay.usage_writers;
    DROP AGGREGATE patchbay.sum_counts(bigint[]);
    DROP FUNCTION patchbay.add_counts(bigint[], bigint[]);
  `)
}
