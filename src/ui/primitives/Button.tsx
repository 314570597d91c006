'use client'
import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps } from 'react-aria-components/Button'
import { Spinner } from './Spinner.tsx'
import { type ButtonVariant, styleButton } from './styleButton.ts'

type Props = Omit<ButtonProps, 'children' | 'className'> & { variant?: ButtonVariant; size?: 'm' | 's' | 'bare'; className?: string; children: ReactNode }

/** While pending it keeps its focus and its place, ignores presses and says so to screen readers. */
export function Button({ variant = 'ghost', size = 'm', className = '', children, ...rest }: Props) {
  return (
    <AriaButton {...rest} className={`${styleButton({ variant, size })} ${className}`}>
      {rest.isPending && <Spinner />}
      {children}
    </AriaButton>
  )
}
