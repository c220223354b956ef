import { useQuery } from '@tanstack/react-query'
import { listInterviews, readCatalogue } from '../api.ts'
import { ErrorPage } from '../parts/error-page.tsx'
import { Loading } from '../parts/loading.tsx'
import { usePageTitle } from '../parts/page-title.ts'
import { ContinueInterview } from './continue-interview.tsx'
import { SetUp } from './set-up.tsx'

export function HomePage() {
  usePageTitle('Choose a problem')
  const catalogue = useQuery({ queryKey: ['catalogue'], queryFn: readCatalogue, staleTime: 60_000 })
  const newest = useQuery({ queryKey: ['interviews', 'newest'], queryFn: () => listInterviews(null), retry: false })
  // Both or nothing, so that the page does not jump when the second arrives; without the list it still works.
  if (catalogue.isPending || newest.isPending) return <Loading />
  if (catalogue.isError) return <ErrorPage error={catalogue.error} reset={() => catalogue.refetch()} />
  const live = newest.data?.interviews.find((it) => it.status !== 'ended')
  return (
    <div className="mx-auto w-full max-w-[76rem] px-4 py-8 sm:px-6 sm:py-12">
      {live !== undefined && <ContinueInterview live={live} />}
      <h1 className="text-3xl font-semibold sm:text-4xl">Choose a problem</h1>
      <p className="mt-3 max-w-2xl text-lg text-soft">
        An interviewer listens to your design, asks what you left out, and afterwards shows every mark beside{' '}
        <span className="highlighted text-ink">your own words</span>.
      </p>
      <SetUp catalogue={catalogue.data} />
    </div>
  )
}
