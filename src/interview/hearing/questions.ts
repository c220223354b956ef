/** "When we commit, …" and "What I'd do is …" are statements; "When do we …" and "What happens …" are questions. */
const ASKING = 'can|could|may|should|shall|do|does|did|is|are|would|will'
const QUESTION_START = new RegExp(
  String.raw`^(?:(?:(?:when|where|why) )?(?:${ASKING})\b|(?:what|which|who|how)\b(?! (?:i|we|you|they|he|she|it)\b))`,
  'i',
)

/** Is a sentence asked? By its mark, or by how it begins where no mark ends it. */
export const isQuestion = (sentence: string): boolean =>
  /\?["')\]]*$/.test(sentence) ||
  (QUESTION_START.test(sentence) && !/[.!]$/.test(sentence) && /\b(?:i|we|you|it|there)\b/i.test(sentence))

const SUPPOSES = /^(?:(?:and|so|but|then) )*(?:what|how) (?:if|about)\b|^(?:(?:and|so|but|then) )*(?:if|when)\b/i
const ASKS = new RegExp(
  String.raw`^(?:(?:and|so|but|then|okay|ok) )*(?:(?:${ASKING}|has|have|what|which|who|how|why|when|where)\b|any\b)`,
  'i',
)
const LONGEST = 80

/** "Card declined? Then …": a question that its speaker goes on to answer, rather than one that awaits an answer. */
export const isOwnQuestion = (sentence: string): boolean =>
  sentence.length <= LONGEST && /\?["')\]]*$/.test(sentence) && (SUPPOSES.test(sentence) || !ASKS.test(sentence))

/** Does a statement ask for something? "Before I draw anything, I'd want to know …", as against "they may resell it". */
export const inquires = (sentence: string): boolean =>
  /\b(?:know|ask|asking|check|find|whether|clarify|understand|wonder\w*|tell|question|learn|confirm|curious|sense|how|what|what's)\b/i.test(
    sentence,
  )

/** "Nah, the button is disabled": an answer that turns down what was asked. */
export const isNo = (sentence: string): boolean =>
  /^(?:(?:well|honestly|hm+),? )?(?:no|nah|nope|naw|not really)\b/i.test(sentence)
