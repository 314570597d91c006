'use client'

import { Button, useDocumentInfo, useFormSubmitted } from '@payloadcms/ui'
import { type RowLack, rateRow } from '#src/engine/catalog/rateRow.ts'
import type { EditorWords } from '#src/messages/enEditor.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { sayPlace } from '../sayPlace.ts'
import { sayProblem } from '../sayProblem.ts'
import { goToField } from './goToField.ts'
import { useRowCheck } from './useRowCheck.ts'
import { useRowWatch } from './useRowWatch.ts'

const shownProblems = 6

/** Beside the fields: what keeps the row from being saved, and what a good row has besides. */
export function RowRatingPanel() {
  const row = useRowWatch()
  const { rating: words, parts } = panelMessages().editor
  const { state, problems } = useRowCheck()
  const isNew = useDocumentInfo().id === undefined
  const isGreeting = !useFormSubmitted() && isNew
  const { score, lacks } = rateRow(row)
  const tone = score >= 90 ? 'good' : score >= 60 ? 'fair' : 'poor'
  return (
    <section aria-labelledby="provider-rating" className="provider-panel">
      <h3 id="provider-rating">{words.title}</h3>
      <p className="provider-score"><strong>{words.score(score)}</strong></p>
      <meter aria-label={words.title} className={`provider-meter provider-meter--${tone}`} max={100} min={0} value={score} />
      {lacks.length === 0 ? <p className="provider-faint">{words.whole}</p> : <Lacks lacks={lacks} parts={parts} words={words} />}
      <div aria-live="polite" className="provider-check">
        {problems.length > 0 && (
          <>
            <p className={isGreeting ? 'provider-open' : 'provider-problem'}>{words.problems(problems.length)}</p>
            <ul>
              {problems.slice(0, shownProblems).map(({ path, reason }) => (
                <li key={`${path} ${reason}`}><Button buttonStyle="none" className="provider-link" onClick={() => goToField(path)}>{sayPlace(path)}</Button> {sayProblem({ reason })}</li>
              ))}
              {problems.length > shownProblems && <li>{words.more(problems.length - shownProblems)}</li>}
            </ul>
          </>
        )}
        {problems.length === 0 && state !== 'waiting' && <p className="provider-faint">{state === 'failed' ? words.unchecked : state === 'checking' ? words.checking : words.fine}</p>}
      </div>
    </section>
  )
}

function Lacks({ lacks, parts, words }: { lacks: RowLack[]; parts: EditorWords['parts']; words: EditorWords['rating'] }) {
  return (
    <ul aria-label={words.lacks} className="provider-lacks">
      {lacks.map(({ part, path, reason }) => (
        <li key={`${part} ${path}`}>
          <Button buttonStyle="none" className="provider-link" onClick={() => goToField(path)}>{parts[part]}</Button>
          {reason !== null && <span className="provider-faint"> {words.excused(reason)}</span>}
        </li>
      ))}
    </ul>
  )
}
