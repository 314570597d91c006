import type { SystemState } from '#src/engine/connections/Overview.ts'
import { currentReader } from '#src/messages/currentReader.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { Section } from './Section.tsx'

/** What runs here, and which encryption keys are in use: ids, never keys. */
export function InstallationState({ system: { version, database, vault, workers, mail, publicUrl, isDemo } }: { system: SystemState }) {
  const text = panelMessages().platform.overview.system
  const size = new Intl.NumberFormat(currentReader().locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 }).format(database.bytes / 1024 / 1024)
  const facts: [string, string[], boolean][] = [
    [text.version, [version], true],
    [text.database, [database.isWell ? text.databaseText(database.version, size) : text.failing], database.isWell],
    [text.vault, vault.isWell ? vault.keys.map(({ id, isCurrent, dataKeys }) => (isCurrent ? text.current(id, dataKeys) : text.retired(id, dataKeys))) : [text.vaultFailing], vault.isWell],
    [text.worker, [workers.isMissing ? text.workerMissing : workers.alive === 0 ? text.workerNone : text.workers(workers.alive)], !workers.isMissing && workers.alive > 0],
    [text.mail, [text.mailIs[mail]], true],
    [text.address, [publicUrl], true],
    [text.demo, [isDemo ? text.demoOn : text.demoOff], true],
  ]
  return (
    <Section all={{ href: '/api/health', label: text.health }} id="system" title={text.title}>
      <dl className="pb-facts">
        {facts.map(([name, values, isWell]) => (
          <div key={name}>
            <dt>{name}</dt>
            {values.map((value) => <dd className={isWell ? undefined : 'pb-bad'} key={value}>{value}</dd>)}
          </div>
        ))}
      </dl>
    </Section>
  )
}
