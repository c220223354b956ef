import { useEffect } from 'react'

export function usePageTitle(title: string | null) {
  useEffect(() => {
    document.title = title === null ? 'Interlocutor' : `${title} · Interlocutor`
  }, [title])
}
