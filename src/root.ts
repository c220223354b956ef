import { findPackageJSON } from 'node:module'
import { dirname } from 'node:path'

/** Where the project's own files are: rubrics, prompts, migrations, pages; the same from the sources and from what is built. */
export const ROOT = dirname(findPackageJSON(import.meta.url) ?? '')
