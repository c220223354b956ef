import { Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { keep } from './storage.ts'

type Theme = 'light' | 'dark'

function shownTheme(): Theme {
  const chosen = document.documentElement.dataset.theme
  if (chosen === 'light' || chosen === 'dark') return chosen
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

/** The system's theme until somebody presses this; the choice is read back by theme.js before the first paint. */
export function ThemeToggle() {
  const [theme, setTheme] = useState(shownTheme)
  const other = theme === 'dark' ? 'light' : 'dark'
  const Icon = other === 'dark' ? Moon : Sun
  const change = () => {
    document.documentElement.dataset.theme = other
    keep('theme', other)
    setTheme(other)
  }
  return (
    <button
      type="button"
      onClick={change}
      aria-label={`Use the ${other} theme`}
      className="grid size-9 place-items-center rounded-md text-soft hover:bg-wash hover:text-ink"
    >
      <Icon aria-hidden className="size-4.5" />
    </button>
  )
}
