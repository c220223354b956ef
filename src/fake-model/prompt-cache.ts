import type { ChatRequest } from './answer-wire.ts'

/** Prompts that are remembered, an interview's latest for all before it: few, since each may be long. */
const KEPT = 16
const CHARACTERS_A_TOKEN = 4

/** What a provider's cache would do: the longest beginning that a prompt shares with one that came before. */
export class PromptCache {
  #prompts: string[] = []

  /** Counts a prompt's tokens, four characters to each, and remembers it. */
  take(messages: ChatRequest['messages']): { promptTokens: number; cachedTokens: number } {
    const prompt = messages.map((it) => `${it.role}\n${it.content}\n`).join('')
    const shared = this.#prompts.reduce((most, before) => Math.max(most, sharedBy(before, prompt)), 0)
    const others = this.#prompts.filter((before) => !prompt.startsWith(before))
    this.#prompts = [prompt, ...others.slice(0, KEPT - 1)]
    return {
      promptTokens: Math.ceil(prompt.length / CHARACTERS_A_TOKEN),
      cachedTokens: Math.floor(shared / CHARACTERS_A_TOKEN),
    }
  }
}

function sharedBy(before: string, now: string): number {
  let at = 0
  while (at < before.length && before[at] === now[at]) at++
  return at
}
