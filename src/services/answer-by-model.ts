import { Unavailable } from '../errors.ts'
import type { Interview } from '../interview/interview.ts'
import type { Rubric } from '../interview/rubric.ts'
import { type LanguageModel, ModelFault } from '../ports/model.ts'
import type { World } from '../ports/world.ts'
import type { Persona } from '../simulation/persona.ts'
import { CandidateReplySchema, candidateHoles, candidateMessages } from '../simulation/prompt.ts'
import { cleaned } from './accept-turn.ts'

type Needs = Pick<World, 'library'> & { model: LanguageModel }

const MOST_TOKENS = 600
/** Nothing said, as the transcript shows it. */
const SILENCE = '…'

/**
 * What a model says that plays a persona. It knows what the candidate was told and nothing of the rubric.
 * @throws Unavailable naming the fault when the model gives no answer; TooLarge for one that no candidate could send
 */
export async function answerByModel(
  world: Needs,
  rubric: Rubric,
  interview: Interview,
  persona: Persona,
): Promise<string> {
  const system = world.library.prompts.render('candidate', candidateHoles(rubric, persona))
  try {
    const { value } = await world.model.generate({
      role: 'candidate',
      messages: candidateMessages(system, interview),
      schema: { name: 'candidate_turn', shape: CandidateReplySchema },
      maxTokens: MOST_TOKENS,
    })
    const { say } = CandidateReplySchema.parse(value)
    return cleaned(say.replaceAll('\0', '').trim() || SILENCE)
  } catch (error) {
    if (!(error instanceof ModelFault)) throw error
    throw new Unavailable(
      'candidate-failed',
      `the model that plays the candidate failed (${error.kind}: ${error.message}) at turn ${interview.turns.length + 1}; ` +
        'the interview is not kept, since half of one says nothing about either side.',
      { fault: error.kind },
    )
  }
}
