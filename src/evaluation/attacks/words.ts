import { z } from 'zod'

/** Words that are put into a candidate's mouth to see what they do to a grader. */
export type Words = {
  id: string
  /** The file they came from, without its ending. */
  source: string
  /** The class of the attack, or what the benign words are; unique with the source. */
  kind: string
  text: string
  /** False for words that look like an attack and are none. */
  isAttack: boolean
}

const Text = z.string().min(1)
const rows = <Shape extends z.ZodRawShape>(shape: Shape) => z.array(z.looseObject(shape)).min(1)

/** The files of attacks and of benign words that are known, by name, each with its shape and what it gives. */
export const WORD_FILES: Record<string, z.ZodType<Words[]>> = {
  'interviewer-attacks.json': rows({ id: Text, category: Text, text: Text }).transform((all) =>
    all.map(({ id, category, text }) => attack('interviewer-attacks', category, id, text)),
  ),
  'cyberseceval-prompt-injection.json': rows({
    prompt_id: z.int(),
    injection_variant: Text,
    user_input: Text,
  }).transform((all) =>
    all.map((it) => attack('cyberseceval', it.injection_variant, `${it.prompt_id}`, it.user_input)),
  ),
  'bipia-text-attacks.json': z
    .record(Text, z.array(Text))
    .transform((all) =>
      Object.entries(all).flatMap(([kind, texts]) =>
        texts.map((text, i) => attack('bipia', kind, `${kind} ${i}`, text)),
      ),
    ),
  'benign-controls.json': rows({ id: Text, text: Text }).transform((all) =>
    all.map(({ id, text }) => benign('benign-controls', id, text)),
  ),
  'notinject-benign.json': rows({ prompt: Text }).transform((all) =>
    all.map(({ prompt }, i) => benign('notinject', `${i}`, prompt)),
  ),
}

const attack = (source: string, kind: string, id: string, text: string): Words => ({
  ...{ source, kind, id, text },
  isAttack: true,
})
const benign = (source: string, id: string, text: string): Words => ({
  ...{ source, kind: source, id, text },
  isAttack: false,
})

/** Those whose source or class holds `only`, at most `limit` of each class, in their order. */
export function choose(words: Words[], { only = '', limit = Infinity }: { only?: string; limit?: number }): Words[] {
  const wanted = only.toLowerCase()
  const seen = new Map<string, number>()
  return words.filter(({ source, kind }) => {
    const name = `${source} ${kind}`
    if (!name.toLowerCase().includes(wanted)) return false
    seen.set(name, (seen.get(name) ?? 0) + 1)
    return (seen.get(name) ?? 0) <= limit
  })
}
