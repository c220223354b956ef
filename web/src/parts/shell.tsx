import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { ThemeToggle } from './theme-toggle.tsx'

const navLink = 'rounded-md px-2.5 py-1.5 text-sm text-soft hover:bg-wash hover:text-ink'

export function Shell() {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const seen = useRef(pathname)
  // A new page begins at its top for the keyboard and the screen reader too, as it would without a router.
  useEffect(() => {
    if (seen.current === pathname) return
    seen.current = pathname
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true })
  }, [pathname])
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-card px-3 py-2 focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <header className="border-b border-line bg-card print:hidden">
        <div className="mx-auto flex h-13 w-full max-w-[92rem] items-center gap-1 px-4 sm:px-6">
          <Link to="/" className="mr-auto text-[1.0625rem] font-semibold tracking-tight">
            <span className="highlighted px-0.5">Interlocutor</span>
          </Link>
          <nav aria-label="Pages" className="flex gap-1">
            <Link to="/" className={navLink} activeProps={{ className: 'text-ink font-medium' }}>
              Practise
            </Link>
            <Link
              to="/interviews"
              activeOptions={{ exact: true }}
              className={navLink}
              activeProps={{ className: 'text-ink font-medium' }}
            >
              Past interviews
            </Link>
          </nav>
          <ThemeToggle />
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1} className="flex min-h-0 flex-1 flex-col">
        <Outlet />
      </main>
    </div>
  )
}
