import { expect, it } from 'vitest'
import { openingFor } from '../../src/interview/opening.ts'
import { rubricFor } from '../../src/services/start-interview.ts'
import { systemPrompt } from '../../src/services/system-prompt.ts'
import { readLibrary } from '../support/world.ts'

const { catalogue, prompts } = await readLibrary()
const FORMATS = { problem: 'full', scenario: 'drill' }

it.each(catalogue.problems.map(({ id, kind }) => [id, FORMATS[kind]] as const))(
  'of %s takes a byte a letter in memory, as it does in Latin letters alone',
  (problem, format) => {
    const rubric = rubricFor(catalogue, { problem, format, level: 'senior' })
    const { nonce } = openingFor(rubric, 'somebody')
    const prompt = systemPrompt(prompts, rubric, nonce, { job: null, resume: null })
    expect(prompt.length).toBeGreaterThan(3000)
    expect([...prompt].filter((letter) => letter > '\u00ff')).toEqual([])
  },
)
