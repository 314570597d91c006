type Sign = 'SIGTERM' | 'SIGINT' | 'disconnect'

/** As a shell counts a process that a signal ended. */
const exitCodes = { SIGTERM: 143, SIGINT: 130 } as const
/** npm passes Ctrl-C on although the terminal has sent it to the whole group: one key press, two signals. */
const sameMs = 500

/**
 * Runs `stop` at the first sign that this process is to end: a signal, or that the process which started it is gone. A
 * second signal ends it at once, whatever is under way.
 */
export function onEndSigns(stop: (sign: Sign) => Promise<void>): void {
  let firstAt: number | null = null
  const hear = (sign: Sign): void => {
    if (firstAt === null) {
      firstAt = performance.now()
      return void stop(sign)
    }
    if (sign !== 'disconnect' && performance.now() - firstAt > sameMs) process.exit(exitCodes[sign])
  }
  for (const sign of ['SIGTERM', 'SIGINT'] as const) process.on(sign, () => hear(sign))
  process.on('disconnect', () => hear('disconnect'))
}
