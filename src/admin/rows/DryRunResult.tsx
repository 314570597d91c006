'use client'
import type { ReactNode } from 'react'
import type { DryRunReport, NamedText, ShownRequest } from '#src/engine/catalog/DryRunReport.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { translateSentence } from '#src/messages/translateSentence.ts'

const text = () => panelMessages().catalogTools.dryRun

/** The verdict first, then the exact request, then what the service said, folded. */
export function DryRunResult({ report: { request, result, scopes, answer } }: { report: DryRunReport }) {
  return (
    <section className="row-tools__result">
      {request === null ? <p>{text().noTest}</p> : (
        <>
          <h3 className={`row-tools__verdict row-tools__verdict--${result.ok ? 'yes' : 'no'}`}>{result.ok ? text().yes : text().no}</h3>
          <p>{translateSentence(result.message) ?? result.message}</p>
          <p className="row-tools__quiet">{text().facts(result.httpStatus ?? null, result.latencyMs)}</p>
          <dl className="row-tools__facts">
            {result.identity && <Fact name={text().identity} value={[result.identity.label, result.identity.id].filter((one) => one !== null).join(' · ') || '–'} />}
            {scopes !== null && <Fact name={text().scopes} value={scopes.length === 0 ? text().noScopes : scopes.join(', ')} />}
          </dl>
          <Request request={request} />
        </>
      )}
      {result.note !== undefined && <Folded summary={text().words}><p>{result.note}</p></Folded>}
      {answer !== null && (
        <Folded summary={text().answer}>
          <Pairs pairs={answer.headers} title={text().headers} />
          <pre tabIndex={0}>{answer.body}</pre>
          {answer.isCut && <p className="row-tools__quiet">{text().cut}</p>}
        </Folded>
      )}
    </section>
  )
}

const Fact = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
)

const Folded = ({ summary, children }: { summary: string; children: ReactNode }) => (
  <details>
    <summary>{summary}</summary>
    {children}
  </details>
)

function Request({ request }: { request: ShownRequest }) {
  return (
    <>
      <h4>{text().request}</h4>
      <p className="row-tools__line"><code><strong>{request.method}</strong> {request.url}</code></p>
      <Pairs pairs={request.query} title={text().query} />
      <Pairs pairs={request.headers} title={text().headers} />
      {request.body !== null && <><h5>{text().body}</h5><pre tabIndex={0}>{request.body}</pre></>}
    </>
  )
}

function Pairs({ pairs, title }: { pairs: NamedText[]; title: string }) {
  if (pairs.length === 0) return null
  return (
    <>
      <h5>{title}</h5>
      <dl className="row-tools__pairs">{pairs.map(({ name, value }, index) => <div key={index}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </>
  )
}
