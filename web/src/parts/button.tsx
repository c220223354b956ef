import type { ComponentProps } from 'react'

const LOOKS = {
  primary: 'bg-accent text-on-accent hover:brightness-110 border-transparent',
  plain: 'border-line bg-card text-ink hover:border-edge',
  quiet: 'border-transparent text-soft hover:bg-wash hover:text-ink',
  danger: 'border-transparent bg-danger text-card hover:brightness-110',
} as const

/** The classes of a button, also for links that look like one. */
export const buttonLook = (look: keyof typeof LOOKS) =>
  `inline-flex min-h-9 items-center justify-center gap-2 rounded-md border px-3.5 py-1.5 text-sm font-medium no-underline
  disabled:cursor-not-allowed disabled:opacity-55 ${LOOKS[look]}`

export function Button({
  look = 'plain',
  className = '',
  ...rest
}: ComponentProps<'button'> & { look?: keyof typeof LOOKS }) {
  return <button type="button" className={`${buttonLook(look)} ${className}`} {...rest} />
}
