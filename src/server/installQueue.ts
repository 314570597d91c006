import { openQueue } from './stores/openQueue.ts'

/** Makes the queue's schema, or brings it to the version of this code. Any number of processes may do so at once. */
export async function installQueue(url: string): Promise<void> {
  const queue = openQueue({ url, purpose: 'install', onTrouble: () => undefined })
  await queue.start()
  await queue.stop({ graceful: false })
}
