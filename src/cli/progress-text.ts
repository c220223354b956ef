import type { ModelCall } from '../interview/events.ts'
import type { Reader } from '../services/grade-tasks.ts'

const BAR = 24

/** One line: a bar, how many are done, and the latest of them. */
export function progressText(done: number, total: number, latest: string): string {
  const full = Math.floor((BAR * done) / total)
  return `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}] ${done} of ${total} · ${latest}`
}

/** Who graded, and how many cells were there already. */
export function readerText({ model, promptHash, samples }: Reader, kept: number): string {
  const by =
    model === null ? 'phrases, no model' : `${model}, ${samples} ${samples === 1 ? 'sample' : 'samples'} a cell`
  const from = kept > 0 ? ` · ${kept} cells were graded before` : ''
  return `graded by ${by} · prompts ${promptHash.slice(0, 8)}${from}`
}

/** What calls cost, as far as the endpoint counted; time as it passed here. */
export function costText(calls: readonly ModelCall[], ms: number): string {
  const sum = (name: 'promptTokens' | 'cachedTokens' | 'outputTokens') =>
    calls.reduce((total, call) => total + (call[name] ?? 0), 0)
  const prompt = sum('promptTokens')
  const cached = prompt > 0 ? `, ${Math.round((100 * sum('cachedTokens')) / prompt)} % of them cached` : ''
  const tokens = `${prompt.toLocaleString('en')} tokens read${cached}, ${sum('outputTokens').toLocaleString('en')} written`
  return `${calls.length} calls · ${tokens} · ${Math.round(ms / 1000)} s`
}
