// The server's first step, in plain JavaScript: what Node compiles is kept among what is built, and the next start
// reads it, without loading what takes types off. It has to be on before the first module that it is for.
import { enableCompileCache, findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'

enableCompileCache(join(dirname(findPackageJSON(import.meta.url) ?? ''), 'dist', 'compiled'))
await import('./main.ts')
