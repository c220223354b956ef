import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type InterviewList, listInterviews, readCatalogue } from '../api.ts'
import { Button, buttonLook } from '../parts/button.tsx'
import { ErrorPage } from '../parts/error-page.tsx'
import { Loading } from '../parts/loading.tsx'
import { usePageTitle } from '../parts/page-title.ts'
import { LEVEL_TITLES, partiesOf, when } from '../parts/words.ts'

type Listed = InterviewList['interviews'][number]

export function PastPage() {
  usePageTitle('Past interviews')
  const list = useInfiniteQuery({
    queryKey: ['interviews', 'all'],
    queryFn: ({ pageParam }) => listInterviews(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const catalogue = useQuery({ queryKey: ['catalogue'], queryFn: readCatalogue, staleTime: 60_000 })
  if (list.isPending) return <Loading />
  if (list.isError) return <ErrorPage error={list.error} reset={() => list.refetch()} />
  const interviews = list.data.pages.flatMap((it) => it.interviews)
  const titleOf = (format: string) => catalogue.data?.formats.find((it) => it.id === format)?.title ?? format
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-8 sm:px-6 sm:py-12">
      <h1 className="text-3xl font-semibold">Past interviews</h1>
      {interviews.length === 0 ? (
        <div className="mt-6 space-y-5 text-soft">
          <p>None yet. What you take is listed here, with its transcript and its scorecard.</p>
          <Link to="/" className={buttonLook('primary')}>
            Choose a problem
          </Link>
        </div>
      ) : (
        <ul className="mt-6 border-t border-line">
          {interviews.map((it) => (
            <Row key={it.id} interview={it} format={titleOf(it.format)} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button className="mt-6" disabled={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {list.isFetchingNextPage ? 'Loading…' : 'Show older ones'}
        </Button>
      )}
    </div>
  )
}

const GRADINGS = {
  none: 'Ended',
  grading: 'Being graded',
  graded: 'Graded',
  failed: 'Grading failed',
} as const

function statusOf({ status, grading }: Listed): string {
  if (status === 'open') return 'In progress'
  if (status === 'paused') return 'Paused'
  return GRADINGS[grading]
}

function Row({ interview, format }: { interview: Listed; format: string }) {
  const live = interview.status !== 'ended'
  return (
    <li className="relative flex flex-wrap items-center gap-x-6 gap-y-1 border-b border-line px-2 py-4 hover:bg-wash">
      <div className="mr-auto min-w-0">
        <Link
          to={live ? '/interviews/$id' : '/interviews/$id/scorecard'}
          params={{ id: interview.id }}
          className="font-semibold after:absolute after:inset-0"
        >
          {interview.problem.title}
        </Link>
        <p className="text-sm text-soft">
          {format} · {LEVEL_TITLES[interview.level]} · {partiesOf(interview)}
        </p>
      </div>
      <p className="text-sm max-sm:flex max-sm:w-full max-sm:gap-3 sm:text-right">
        <span className={live ? 'highlighted font-medium' : ''}>{statusOf(interview)}</span>
        <span className="block text-soft">
          <time dateTime={interview.openedAt}>{when(interview.openedAt)}</time>
        </span>
      </p>
    </li>
  )
}
