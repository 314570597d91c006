/**
 * Runs one phase of the start and prints one line with the time it took. `notice` is printed before, for phases that
 * take long; in a terminal it counts the seconds.
 */
export async function reportPhase<T>({ label, notice, work }: { label: string | ((result: T) => string); notice?: string; work: () => Promise<T> | T }): Promise<T> {
  const startedAt = performance.now()
  const seconds = (): number => (performance.now() - startedAt) / 1000
  const stopNotice = notice === undefined ? () => {} : showNotice({ notice, seconds })
  try {
    const result = await work()
    stopNotice()
    const text = typeof label === 'string' ? label : label(result)
    console.log(`  ✓ ${text.padEnd(46)} ${seconds().toFixed(1).padStart(5)} s`)
    return result
  } catch (error) {
    stopNotice()
    throw error
  }
}

function showNotice({ notice, seconds }: { notice: string; seconds: () => number }): () => void {
  if (!process.stdout.isTTY) {
    console.log(`  … ${notice}`)
    return () => {}
  }
  const draw = (): boolean => process.stdout.write(`\r  … ${notice} ${Math.floor(seconds())} s`)
  draw()
  const timer = setInterval(draw, 1000)
  return () => {
    clearInterval(timer)
    // Back to the start of the line and erase it.
    process.stdout.write('\r\u001b[2K')
  }
}
