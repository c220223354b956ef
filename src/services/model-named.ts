import type { LanguageModel } from '../ports/model.ts'

/** The same endpoint, asked for the model of this name; as it is where there is no name. */
export function modelNamed(model: LanguageModel, name: string | null | undefined): LanguageModel {
  if (name === null || name === undefined) return model
  return {
    stream: (request) => model.stream({ ...request, model: name }),
    generate: (request) => model.generate({ ...request, model: name }),
  }
}
