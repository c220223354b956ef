import { useLayoutEffect, useRef } from 'react'
import { Button } from '../parts/button.tsx'
import type { TurnAtHand } from './use-turn.ts'

const LONGEST = 20_000
const NEAR = 18_000
const count = new Intl.NumberFormat('en')
const modifier = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'

/** Where the candidate writes. Enter is a new line, because designs have several. */
export function Composer({ turn, after, due }: { turn: TurnAtHand; after: number; due: boolean }) {
  const field = useRef<HTMLTextAreaElement>(null)
  const { text } = turn
  const tooLong = text.length > LONGEST
  const free = due && turn.sending === null
  const ready = free && text.trim() !== '' && !tooLong

  // The height follows the text.
  useLayoutEffect(() => {
    const element = field.current
    if (element === null) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight + 2}px`
  }, [text])
  useLayoutEffect(() => {
    if (matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [])

  const send = () => {
    if (!ready) return
    turn.send(after)
    field.current?.focus()
  }
  return (
    <form
      className="mx-auto w-full max-w-[46rem]"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Trouble turn={turn} />
      <label htmlFor="answer" className="sr-only">
        Your answer
      </label>
      <textarea
        id="answer"
        ref={field}
        rows={3}
        dir="auto"
        value={text}
        onChange={(event) => turn.write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
          event.preventDefault()
          send()
        }}
        aria-describedby="answer-how"
        aria-invalid={tooLong}
        placeholder="Think aloud; ask, assume, decide."
        className="block max-h-[38dvh] w-full resize-none rounded-lg border border-edge bg-card px-4 py-3 placeholder:text-soft"
      />
      <div className="mt-2 flex items-center gap-4">
        <p id="answer-how" className="mr-auto text-[0.8125rem] text-soft">
          {free ? (
            <span className="max-sm:hidden">Enter makes a new line, {modifier}+Enter sends.</span>
          ) : (
            <span>Write on; you can send it when the interviewer has spoken.</span>
          )}
          {text.length >= NEAR && (
            <span className={`tabular-nums ${tooLong ? 'font-medium text-danger' : ''}`}>
              {' '}
              {count.format(text.length)} of {count.format(LONGEST)} characters
              {tooLong && '; shorten it to send it'}
            </span>
          )}
        </p>
        <Button type="submit" look="primary" aria-disabled={!ready} className={ready ? '' : 'opacity-55'}>
          Done
        </Button>
      </div>
    </form>
  )
}

function Trouble({ turn }: { turn: TurnAtHand }) {
  const says = turn.waiting
    ? 'The server does not answer. Your words are kept here and sent again by themselves.'
    : turn.refusal
  if (says === null) return null
  return (
    <p role="alert" className="mb-2 rounded-md bg-warn-wash px-3 py-2 text-sm text-warn">
      {says}
    </p>
  )
}
