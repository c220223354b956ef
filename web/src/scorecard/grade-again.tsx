import { useMutation, useQueryClient } from '@tanstack/react-query'
import { regradeInterview } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { sentenceOf } from '../parts/words.ts'

/** A new run; what had been graded is not graded twice, and the failed run stays in the record. */
export function GradeAgain({ id }: { id: string }) {
  const queries = useQueryClient()
  const again = useMutation({
    mutationFn: () => regradeInterview(id),
    onSuccess: (scorecard) => queries.setQueryData(['scorecard', id], scorecard),
  })
  return (
    <div className="mt-4">
      <Button look="primary" disabled={again.isPending} onClick={() => again.mutate()}>
        {again.isPending ? 'Queueing…' : 'Grade again'}
      </Button>
      {again.isError && (
        <p role="alert" className="mt-2 text-sm text-warn">
          {sentenceOf(again.error)}
        </p>
      )}
    </div>
  )
}
