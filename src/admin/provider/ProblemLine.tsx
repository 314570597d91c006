'use client'

import { useDocumentInfo, useFormFields, useFormSubmitted } from '@payloadcms/ui'
import { useEffect, useRef, useState } from 'react'
import { sayProblem } from '../sayProblem.ts'
import { useRowCheck } from './useRowCheck.ts'

/** What the last check said of this very place of the row. A new row is not blamed for what nobody came to yet. */
export function ProblemLine({ path }: { path: string }) {
  const { problems } = useRowCheck()
  const line = useRef<HTMLDivElement>(null)
  const isNew = useDocumentInfo().id === undefined
  const isSubmitted = useFormSubmitted()
  const isFilled = useFormFields(([fields]) => Boolean(fields[path]?.value))
  const isLeft = useIsLeft(line)
  const own = isNew && !isSubmitted && !isFilled && !isLeft ? [] : problems.filter((problem) => problem.path === path)
  return (
    <div aria-live="polite" ref={line}>
      {own.map(({ reason }) => <p className="provider-problem" key={reason}>{sayProblem({ reason })}</p>)}
    </div>
  )
}

/** Whether the field round this line had the focus and lost it. */
function useIsLeft(line: { current: HTMLElement | null }): boolean {
  const [isLeft, setIsLeft] = useState(false)
  useEffect(() => {
    const field = line.current?.closest('.field-type') ?? line.current?.parentElement
    const leave = () => setIsLeft(true)
    field?.addEventListener('focusout', leave)
    return () => field?.removeEventListener('focusout', leave)
  }, [line])
  return isLeft
}
