import { useMutation } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { type Catalogue, type StartInterview, startInterview } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { keep, kept } from '../parts/storage.ts'
import { readable, sentenceOf } from '../parts/words.ts'
import { Choice, Choices } from './choice.tsx'
import { LevelChoice } from './level-choice.tsx'
import { PhasePlan } from './phase-plan.tsx'
import { suggestedLevel } from './suggested-level.ts'
import { type Given, TailorIt } from './tailor-it.tsx'

type Problem = Catalogue['problems'][number]

/** Problem, format, what to tailor it by, level, interviewer, start: one form from top to bottom, everything chosen already. */
export function SetUp({ catalogue }: { catalogue: Catalogue }) {
  const wished = useSearch({ from: '/' }).problem
  const [problemId, setProblem] = useState(
    (catalogue.problems.find((it) => it.id === wished) ?? catalogue.problems[0])?.id,
  )
  const [formatId, setFormat] = useState<string>()
  const [levelId, setLevel] = useState<string>()
  const [interviewerId, setInterviewer] = useState<string>()
  const [given, setGiven] = useState<Given>({ job: '', resume: '' })

  // A link that names a problem leads to it, also where the list is longer than the screen.
  useEffect(() => {
    if (wished !== undefined) document.getElementById(`problem-${wished}`)?.focus()
  }, [wished])

  const problem = catalogue.problems.find((it) => it.id === problemId)
  const formats = catalogue.formats.filter((it) => it.fits === problem?.kind)
  const format = formats.find((it) => it.id === formatId) ?? formats[0]
  // Chosen here, else as the job title has it, else as it was last time.
  const suggested = levelId === undefined ? suggestedLevel(catalogue.levels, given.job) : undefined
  const wanted = levelId ?? suggested?.id ?? kept('level') ?? 'senior'
  const level = catalogue.levels.find((it) => it.id === wanted) ?? catalogue.levels[0]
  const model = catalogue.interviewers.find((it) => it.id === 'model' && it.available)
  const interviewer =
    catalogue.interviewers.find((it) => it.id === interviewerId && it.available) ?? model ?? catalogue.interviewers[0]

  const navigate = useNavigate()
  const start = useMutation({
    mutationFn: (body: StartInterview) => startInterview(body),
    onSuccess: (interview) => navigate({ to: '/interviews/$id', params: { id: interview.id } }),
  })
  const submit = () => {
    if (problem === undefined || format === undefined || level === undefined || interviewer === undefined) return
    if (suggested === undefined) keep('level', level.id)
    start.mutate({ problem: problem.id, format: format.id, level: level.id, interviewer: interviewer.id, ...given })
  }

  return (
    <form
      className="mt-10 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_25rem]"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className="space-y-10">
        {(['problem', 'scenario'] as const).map((kind) => (
          <Problems
            key={kind}
            kind={kind}
            problems={catalogue.problems.filter((it) => it.kind === kind)}
            chosen={problemId}
            onChoose={setProblem}
          />
        ))}
      </div>
      <div className="space-y-8 lg:sticky lg:top-6 lg:self-start">
        <Choices title="Format">
          {formats.map((it) => (
            <Choice
              key={it.id}
              name="format"
              value={it.id}
              title={it.title}
              aside={`${it.minutes} min`}
              chosen={it === format}
              onChoose={setFormat}
            >
              {it.summary}
            </Choice>
          ))}
          {format !== undefined && <PhasePlan phases={format.phases} />}
        </Choices>
        <TailorIt given={given} onChange={setGiven} />
        <LevelChoice levels={catalogue.levels} chosen={level} suggested={suggested !== undefined} onChoose={setLevel} />
        <Choices title="Interviewer">
          {catalogue.interviewers.map((it) => (
            <Choice
              key={it.id}
              name="interviewer"
              value={it.id}
              title={readable(it.id)}
              chosen={it === interviewer}
              disabled={!it.available}
              aside={it.available ? undefined : 'Not available'}
              onChoose={setInterviewer}
            >
              {it.says}
            </Choice>
          ))}
        </Choices>
        <div>
          <Button type="submit" look="primary" disabled={start.isPending} className="w-full text-base! min-h-11">
            {start.isPending ? 'Starting…' : 'Start the interview'}
          </Button>
          <p className="mt-2 text-sm text-soft">
            The clock starts at once. You can pause it, and close the page and come back.
          </p>
          {start.isError && (
            <p role="alert" className="mt-3 rounded-md bg-warn-wash px-3 py-2 text-sm text-warn">
              {sentenceOf(start.error)}
            </p>
          )}
        </div>
      </div>
    </form>
  )
}

const KINDS = {
  problem: { title: 'Design problems', says: 'Design a system from nothing, as in an interview loop.' },
  scenario: { title: 'Production scenarios', says: 'Something is already running, and it has just gone wrong.' },
} as const

/** The dimensions come heaviest first, and nearly every problem has nearly all of them. */
const weighsMost = (dimensions: string[]) => `Weighs most: ${dimensions.slice(0, 3).map(readable).join(' · ')}`

function Problems(props: {
  kind: Problem['kind']
  problems: Problem[]
  chosen: string | undefined
  onChoose: (id: string) => void
}) {
  if (props.problems.length === 0) return null
  return (
    <Choices title={KINDS[props.kind].title} cards>
      <p className="-mt-2 mb-1 text-soft">{KINDS[props.kind].says}</p>
      {props.problems.map((it) => (
        <Choice
          key={it.id}
          name="problem"
          value={it.id}
          title={it.title}
          chosen={it.id === props.chosen}
          onChoose={props.onChoose}
        >
          {it.summary}
          <span className="mt-1.5 block text-[0.8125rem]">{weighsMost(it.dimensions)}</span>
        </Choice>
      ))}
    </Choices>
  )
}
