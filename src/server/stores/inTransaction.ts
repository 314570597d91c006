import { commitTransaction, initTransaction, killTransaction, type PayloadRequest } from 'payload'

/**
 * Runs `work` in one database transaction: everything in it is stored, or nothing. Never call a provider inside, since
 * the transaction (and its locks) would stay open for as long as the provider takes.
 */
export async function inTransaction<T>({ req, work }: { req: PayloadRequest; work: () => Promise<T> }): Promise<T> {
  const isOurs = await initTransaction(req)
  try {
    const result = await work()
    if (isOurs) await commitTransaction(req)
    return result
  } catch (error) {
    if (isOurs) await killTransaction(req)
    throw error
  }
}
