import { describe, expect, it } from 'vitest'
import type { Debrief } from '../../src/grading/debrief/debrief.ts'
import { verifyBundle } from '../../src/grading/verify.ts'
import { sha256 } from '../../src/services/hash.ts'
import { debriefOf } from './debrief/make.ts'
import { makeBundle, makeParts, sealAgain } from './make-bundle.ts'

/** A bundle whose first run has a debrief, forged by one who knows the format. */
function flawsAfter(forge: (debrief: Debrief) => void) {
  const parts = makeParts()
  const [run] = parts.runs
  if (!run) throw new Error('no run')
  const written = debriefOf({ rubric: parts.rubric, interview: parts.interview, grades: run.grades })
  run.debrief = { ...written, dropped: [], raw: [], calls: [] }
  const bundle = makeBundle(parts)
  const debrief = bundle.runs[0]?.run.debrief
  if (!debrief) throw new Error('the debrief is not exported')
  forge(debrief)
  return verifyBundle(sealAgain(bundle), sha256)
}

const claims = ({ criteria, practise }: Debrief) => [...criteria.flatMap((it) => [it.shown, it.next]), ...practise]
const quoteIn = (debrief: Debrief) => claims(debrief).flatMap((it) => it?.quotes ?? [])[0]

describe('the debrief in a bundle', () => {
  it('is sound as it is written', () => {
    expect(flawsAfter((debrief) => expect(quoteIn(debrief)).toBeDefined())).toEqual([])
  })

  it('is not with a word of a quote changed', () => {
    const flaws = flawsAfter((debrief) => {
      const quote = quoteIn(debrief)
      if (quote) quote.text = `${quote.text.slice(0, -1)}!`
    })
    expect(flaws).toMatchObject([{ path: expect.stringMatching(/^runs\.0\.run\.debrief\..*quotes\.0\.text$/) }])
  })

  it('is not with a turn that is not there', () => {
    const flaws = flawsAfter((debrief) => {
      const claim = claims(debrief).find((it) => it !== null)
      if (claim) claim.turn = 99
    })
    expect(flaws.map((it) => it.says)).toEqual(['There is no turn 99.'])
  })

  it('is not with a criterion of another rubric, or as something that is no debrief', () => {
    const other = flawsAfter((debrief) => {
      const [entry] = debrief.criteria
      if (entry) entry.criterion = 'charm'
    })
    expect(other.map((it) => it.says)).toContain('The rubric has no criterion charm.')
    expect(flawsAfter((debrief) => void Object.assign(debrief, { practise: 'nothing' }))).not.toEqual([])
  })

  it('is not where something is said to be shown, or weak, that was not reached', () => {
    const flaws = flawsAfter((debrief) => {
      const unreached = debrief.criteria.find((it) => it.next?.says.includes('did not come to this'))
      if (!unreached) throw new Error('everything was reached')
      unreached.shown = { says: 'You were vague.', turn: null, quotes: [] }
      const [item] = debrief.practise
      if (item) item.criterion = unreached.criterion
    })
    expect(flaws.map((it) => it.path.replace(/\d+/g, 'n')).sort()).toEqual([
      'runs.n.run.debrief.criteria.n.shown',
      'runs.n.run.debrief.practise.n.criterion',
    ])
  })
})
