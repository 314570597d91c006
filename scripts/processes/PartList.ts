/** Something that was started and must be stopped. */
export type Stoppable = { name: string; stop(): Promise<void>; hasten?(): void }

/** What has been started so far; stopped in the opposite order, so that nothing loses what it still uses. */
export class PartList {
  private readonly parts: Stoppable[] = []
  private stopping: Promise<void> | undefined

  /** @throws when everything is being stopped already: the latecomer is stopped at once. */
  add<T extends Stoppable>(part: T): T {
    this.parts.push(part)
    if (this.stopping === undefined) return part
    part.hasten?.()
    this.stopping = Promise.all([this.stopping, part.stop()]).then(() => {})
    throw new Error(`${part.name} was started while everything is being stopped`)
  }

  get isStopping(): boolean {
    return this.stopping !== undefined
  }

  stopAll(): Promise<void> {
    this.stopping ??= this.stopInOrder()
    return this.stopping
  }

  /** Kills what can be killed without harm; Postgres is left to its fast shutdown, which loses nothing. */
  hastenAll(): void {
    for (const part of this.parts) part.hasten?.()
  }

  private async stopInOrder(): Promise<void> {
    for (const part of this.parts.toReversed()) await part.stop()
  }
}
