'use client'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Spinner } from './Spinner.tsx'
import { type ButtonVariant, styleButton } from './styleButton.ts'

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'disabled' | 'children'> & { 'data-primary'?: boolean }
type Props = Native & { variant?: ButtonVariant; size?: 'm' | 's' | 'bare'; isPending?: boolean; isDisabled?: boolean; onPress?: () => void; ref?: Ref<HTMLButtonElement>; children: ReactNode }

/** While pending it keeps its focus and its place and does nothing: a disabled button would drop the focus. */
export function Button({ variant = 'ghost', size = 'm', className = '', isPending = false, isDisabled = false, type = 'button', onPress, children, ...rest }: Props) {
  return (
    <button
      {...rest} type={isPending ? 'button' : type} disabled={isDisabled} aria-disabled={isPending || undefined} onClick={() => { if (!isPending) onPress?.() }}
      className={`${styleButton({ variant, size })} ${isPending ? 'cursor-progress!' : ''} ${className}`}
    >
      {isPending && <Spinner />}
      {children}
    </button>
  )
}
