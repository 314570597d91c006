import pg from 'pg'

/** One statement on a connection of its own. */
export async function runStatement({ url, text }: { url: string; text: string }): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
