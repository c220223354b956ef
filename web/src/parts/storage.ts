/** What this browser keeps for one reader. Storage may be closed to us: then nothing outlives the page. */

const named = (name: string) => `interlocutor.${name}`

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(named(name))
  } catch {
    return null
  }
}

/** Keeps `text`, or forgets what was kept when it is empty. */
export function keep(name: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(named(name))
    else localStorage.setItem(named(name), text)
  } catch {
    // Full or closed: what is on the page stays on the page.
  }
}
