import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

/** Whom Patchbay has told what about a connection, so that nobody is told twice. */
export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
    CREATE TABLE patchbay.notices (
      connection uuid NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
      person uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      kind text NOT NULL CHECK (kind IN ('error', 'ended', 'ends', 'rotate')),
      -- The moment it is about, so that a new date is told anew; '' where there is none.
      mark text NOT NULL,
      -- Days before it: 14, 7 or 1; 0 where it is about now.
      step integer NOT NULL,
      tries integer NOT NULL DEFAULT 1,
      claimed_at timestamptz NOT NULL DEFAULT now(),
      sent_at timestamptz,
      PRIMARY KEY (connection, person, kind, mark, step)
    );
    CREATE INDEX connections_expires_idx ON connections (expires_at) WHERE expires_at IS NOT NULL AND deleted_at IS NULL;
    CREATE INDEX connections_rotate_idx ON connections (rotate_by) WHERE rotate_by IS NOT NULL AND deleted_at IS NULL;
  `)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
    DROP INDEX connections_expires_idx, connections_rotate_idx;
    DROP TABLE patchbay.notices;
  `)
}
