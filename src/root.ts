import { join } from 'node:path'

/** Where the project's own files are: rubrics, prompts, pages. */
export const ROOT = join(import.meta.dirname, '..')
