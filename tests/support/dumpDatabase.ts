import type { TestServer } from './startServer.ts'

/** Every row of every table as text, by table: what somebody reads who gets hold of the database. */
export async function dumpDatabase(sql: TestServer['sql']): Promise<{ name: string; text: string }[]> {
  const tables = await sql<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE' order by 1`,
  )
  return Promise.all(tables.map(async ({ name }) => ({ name, text: (await sql<{ row: string }>(`select t::text as row from ${name} t`)).map((one) => one.row).join('\n') })))
}
