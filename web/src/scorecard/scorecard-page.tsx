import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { ProblemError, readTranscript, type Scorecard, type Transcript } from '../api.ts'
import { buttonLook } from '../parts/button.tsx'
import { ErrorPage, MessagePage } from '../parts/error-page.tsx'
import { Loading } from '../parts/loading.tsx'
import { usePageTitle } from '../parts/page-title.ts'
import { LEVEL_TITLES, partiesOf, when } from '../parts/words.ts'
import { Conduct } from './conduct.tsx'
import { Criterion, type ShowQuote } from './criterion.tsx'
import { Practise } from './debrief.tsx'
import { Earlier } from './earlier.tsx'
import { gatherEvidence, stands } from './evidence.ts'
import { GradeAgain } from './grade-again.tsx'
import { Gradings } from './gradings.tsx'
import { HeardBeside } from './heard.tsx'
import { Progress } from './progress.tsx'
import { Summary } from './summary.tsx'
import { MarkedTranscript } from './transcript.tsx'
import { useScorecard } from './use-scorecard.ts'

export function ScorecardPage() {
  const { id } = useParams({ from: '/interviews/$id/scorecard' })
  const { run } = useSearch({ from: '/interviews/$id/scorecard' })
  const scorecard = useScorecard(id, run)
  const transcript = useQuery({ queryKey: ['transcript', id], queryFn: () => readTranscript(id) })
  const error = scorecard.error ?? transcript.error
  if (error instanceof ProblemError && error.status === 409) return <NotYet id={id} says={error.message} />
  if (error !== null && (scorecard.data === undefined || transcript.data === undefined)) {
    return <ErrorPage error={error} reset={() => Promise.all([scorecard.refetch(), transcript.refetch()])} />
  }
  if (scorecard.data === undefined || transcript.data === undefined) return <Loading />
  return <Marked scorecard={scorecard.data} transcript={transcript.data} />
}

function NotYet({ id, says }: { id: string; says: string }) {
  return (
    <MessagePage title="There is no scorecard yet">
      <p>{says}</p>
      <Link to="/interviews/$id" params={{ id }} className={buttonLook('primary')}>
        Go to the interview
      </Link>
    </MessagePage>
  )
}

/** What the latest grading changed, once it is over. */
function goTo(id: string, focus: HTMLElement | null | undefined) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  document.getElementById(id)?.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' })
  focus?.focus({ preventScroll: true })
}

function Marked({ scorecard, transcript }: { scorecard: Scorecard; transcript: Transcript }) {
  usePageTitle(`Scorecard: ${transcript.title}`)
  const [shown, setShown] = useState<string | null>(null)
  const evidence = useMemo(() => gatherEvidence(scorecard, transcript.turns), [scorecard, transcript])
  const quotes: ShowQuote = {
    isStanding: (quote) => stands(quote, transcript.turns),
    shown,
    onShow: (id) => {
      setShown(id)
      goTo(id, document.getElementById(id)?.parentElement?.querySelector<HTMLElement>(`#${CSS.escape(id)} ~ mark a`))
    },
  }
  const back = (target: string) => goTo(target, document.getElementById(target))

  return (
    <div className="mx-auto w-full max-w-[92rem] px-4 py-8 sm:px-6">
      <h1 className="text-3xl font-semibold">{transcript.title}</h1>
      <p className="mt-1 text-soft">
        {transcript.format} · {LEVEL_TITLES[transcript.level]} · {partiesOf(transcript)} · {when(transcript.openedAt)}
      </p>
      <div className="mt-6 grid items-start gap-x-10 gap-y-10 lg:grid-cols-[minmax(0,11fr)_minmax(0,10fr)]">
        <div className="min-w-0 space-y-8">
          <Outcome scorecard={scorecard} transcript={transcript} />
          {scorecard.debrief !== null && <Practise debrief={scorecard.debrief} grades={scorecard.grades} onGo={back} />}
          {scorecard.heard && <HeardBeside heard={scorecard.heard} quotes={quotes} />}
          {scorecard.status === 'graded' && (
            <section aria-labelledby="criteria">
              <h2 id="criteria" className="sr-only">
                Criteria
              </h2>
              {scorecard.grades.map((grade, index) => (
                <Criterion
                  key={grade.criterion}
                  grade={grade}
                  number={index + 1}
                  quotes={quotes}
                  told={scorecard.debrief?.criteria.find((it) => it.criterion === grade.criterion)}
                  onGo={back}
                />
              ))}
            </section>
          )}
          <Conduct checks={scorecard.checks} />
          <Gradings scorecard={scorecard} />
        </div>
        <section
          aria-labelledby="transcript"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
          tabIndex={0}
          className="min-w-0 rounded-xl border border-line bg-card lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:overflow-y-auto"
        >
          <h2 id="transcript" className="px-5 pt-5 text-lg font-semibold sm:px-6">
            What was said
          </h2>
          <div className="px-3 py-4 sm:px-4">
            <MarkedTranscript transcript={transcript} evidence={evidence} shown={shown} onBack={back} />
          </div>
        </section>
      </div>
    </div>
  )
}

function Outcome({ scorecard, transcript }: { scorecard: Scorecard; transcript: Transcript }) {
  const { status, failure } = scorecard
  if (status === 'graded') return <Summary scorecard={scorecard} transcript={transcript} />
  if (status === 'failed') {
    return (
      <section className="rounded-xl border border-line bg-card p-6">
        <h2 className="text-lg font-semibold">Grading failed</h2>
        <p className="mt-1 text-soft">
          That is our fault and says nothing about you. Nothing of what you said is lost; it can be graded again.
        </p>
        {failure !== null && (
          <details className="mt-3 text-[0.9375rem]">
            <summary className="w-fit text-soft">What went wrong</summary>
            <p className="said mt-2">{failure}</p>
          </details>
        )}
        <Earlier scorecard={scorecard} />
        <GradeAgain id={scorecard.interview} />
      </section>
    )
  }
  return <Progress scorecard={scorecard} />
}
