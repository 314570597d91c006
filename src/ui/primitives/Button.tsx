'use client'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Spinner } from './Spinner.tsx'
import { type ButtonVariant, styleButton } from './styleButton.ts'

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'disabled' | 'children'> & { 'data-primary'?: boolean }
type Props = Native & { variant?: ButtonVariant; size?: 'm' | 's' | 'bare'; isPending?: boolean; /** For the moment; what is done is told elsewhere. */ isHeld?: boolean; isDisabled?: boolean; onPress?: () => void; ref?: Ref<HTMLButtonElement>; children: ReactNode }

/** While pending or held it keeps its focus and its place and does nothing: a disabled button would drop the focus. */
export function Button({ variant = 'ghost', size = 'm', className = '', isPending = false, isHeld = false, isDisabled = false, type = 'button', onPress, children, ...rest }: Props) {
  const isResting = isPending || isHeld
  return (
    <button
      {...rest} type={isResting ? 'button' : type} disabled={isDisabled} aria-disabled={isResting || undefined} onClick={() => { if (!isResting) onPress?.() }}
      className={`${styleButton({ variant, size })} ${isResting ? 'cursor-progress!' : ''} ${isHeld ? 'opacity-60' : ''} ${className}`}
    >
      {isPending && <Spinner />}
      {children}
    </button>
  )
}
