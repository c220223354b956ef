import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ProblemError } from '../api.ts'
import { Button, buttonLook } from './button.tsx'
import { usePageTitle } from './page-title.ts'

export function MessagePage({ title, children }: { title: string; children: ReactNode }) {
  usePageTitle(title)
  return (
    <section className="mx-auto w-full max-w-xl px-5 py-20">
      <h1 className="text-2xl font-semibold">{title}</h1>
      <div className="mt-4 space-y-5 text-soft">{children}</div>
    </section>
  )
}

export function NotFoundPage() {
  return (
    <MessagePage title="There is no such page">
      <p>The address leads nowhere. It may have been cut when it was copied.</p>
      <Ways />
    </MessagePage>
  )
}

/** Whatever went wrong, in a sentence a person can act on. */
export function ErrorPage({ error, reset }: { error: unknown; reset?: () => void }) {
  const problem = error instanceof ProblemError ? error : null
  if (problem?.status === 404) {
    return (
      <MessagePage title={problem.code === 'no-such-run' ? 'There is no such grading' : 'There is no such interview'}>
        <p>{problem.message}</p>
        <Ways />
      </MessagePage>
    )
  }
  return (
    <MessagePage title={problem === null ? 'The server does not answer' : 'That did not work'}>
      <p>
        {problem?.message ??
          (error instanceof TypeError ? 'It may be restarting. What you wrote is kept here.' : String(error))}
      </p>
      {problem?.requestId != null && (
        <p className="text-sm">
          Request <code>{problem.requestId}</code>
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        {reset !== undefined && (
          <Button look="primary" onClick={reset}>
            Try again
          </Button>
        )}
        <Ways />
      </div>
    </MessagePage>
  )
}

function Ways() {
  return (
    <div className="flex flex-wrap gap-3">
      <Link to="/" className={buttonLook('plain')}>
        Choose a problem
      </Link>
      <Link to="/interviews" className={buttonLook('plain')}>
        Past interviews
      </Link>
    </div>
  )
}
