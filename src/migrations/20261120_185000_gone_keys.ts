import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

/**
 * A note of a data key also says when it is gone (deleted, destroyed, or without its wrapped bytes): whoever holds a row
 * that was read before must not unwrap it any more. Such notes are said one by one also where a transaction has said
 * “everything”, up to three hundred.
 */
export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
    CREATE OR REPLACE FUNCTION patchbay.note_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      noted jsonb := coalesce(nullif(current_setting('patchbay.changes', true), ''), '[]')::jsonb;
      everything CONSTANT jsonb := '{"table": "*"}';
      gone boolean := false;
      most integer := 100;
      rows jsonb[];
      changed jsonb;
      note jsonb;
    BEGIN
      IF TG_TABLE_NAME = 'data_keys' AND TG_OP <> 'TRUNCATE' THEN
        gone := TG_OP = 'DELETE' OR to_jsonb(NEW) ->> 'state' = 'destroyed' OR to_jsonb(NEW) ->> 'wrapped' IS NULL;
        IF gone THEN most := 300; END IF;
      END IF;
      IF noted @> jsonb_build_array(everything) AND NOT gone THEN RETURN NULL; END IF;
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
        IF gone THEN note := note || '{"gone": true}'; END IF;
        -- A payload has room for 8000 bytes.
        IF changed IS NULL OR octet_length(note::text) > 7000 OR jsonb_array_length(noted) >= most THEN note := everything; END IF;
        IF NOT noted @> jsonb_build_array(note) THEN
          -- Nothing but lost keys adds to everything, and a short list is quickly read for each of a million rows.
          noted := CASE WHEN note = everything THEN jsonb_path_query_array(noted, '$[*] ? (@.gone == true)') || everything ELSE noted || note END;
          PERFORM set_config('patchbay.changes', noted::text, true);
          PERFORM pg_notify('patchbay_changes', note::text);
        END IF;
      END LOOP;
      RETURN NULL;
    END $$;
  `)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
    CREATE OR REPLACE FUNCTION patchbay.note_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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
        IF changed IS NULL OR octet_length(note::text) > 7000 OR jsonb_array_length(noted) >= 100 THEN note := everything; END IF;
        IF NOT noted @> jsonb_build_array(note) THEN
          noted := CASE WHEN note = everything THEN jsonb_build_array(everything) ELSE noted || note END;
          PERFORM set_config('patchbay.changes', noted::text, true);
          PERFORM pg_notify('patchbay_changes', note::text);
        END IF;
      END LOOP;
      RETURN NULL;
    END $$;
  `)
}
