'use client'
import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps } from 'react-aria-components/Button'
import { Spinner } from './Spinner.tsx'
import { type ButtonVariant, styleButton } from './styleButton.ts'

type Props = Omit<ButtonProps, 'children' | 'className'> & { variant?: ButtonVariant; size?: 'm' | 's' | 'bare'; className?: string; children: ReactNode }

/**
 * While pending it keeps its focus and its place and does nothing; a disabled button would drop the focus. What is going
 * on is said by whoever shows it, so the library's own announcement, which outlives the button, is not used.
 */
export function Button({ variant = 'ghost', size = 'm', className = '', isPending = false, children, type = 'button', onPress, ...rest }: Props) {
  return (
    <AriaButton
      {...rest} type={isPending ? 'button' : type} aria-disabled={isPending ? 'true' : undefined} onPress={(event) => { if (!isPending) onPress?.(event) }}
      className={`${styleButton({ variant, size })} ${isPending ? 'cursor-progress!' : ''} ${className}`}
    >
      {isPending && <Spinner />}
      {children}
    </AriaButton>
  )
}
