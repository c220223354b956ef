import { createHash, type Hash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { env } from 'node:process'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/**
 * Builds the pages into dist/web when what they are made of has changed: a fresh start costs one pass of hashing and
 * does not even load the bundler. Each text asset gets a .br and a .gz beside it, for the server to send as they are.
 */

const root = resolve(import.meta.dirname, '..')
const built = join(root, 'dist/web')
const stamp = join(root, 'dist/web.hash')
const MADE_OF = ['web', 'src/build.ts', 'src/http/views.ts', 'package-lock.json', 'tsconfig.json']
const TEXT = /\.(html|js|css|svg|json|txt)$/

await main(process.argv.includes('--force'))

async function main(force: boolean) {
  const hash = await hashOf(MADE_OF)
  if (!force && (await isFresh(hash))) {
    console.log('pages are up to date')
    return
  }
  const began = performance.now()
  process.stdout.write('building pages…')
  // Built beside and moved into place, so that a server never serves half of one build and half of another.
  const next = join(root, `dist/web-${process.pid}`)
  try {
    await bundle(next)
    await compressAll(next)
    await putInPlace(next)
    await writeFile(stamp, hash)
  } finally {
    await rm(next, { recursive: true, force: true })
  }
  console.log(` ${((performance.now() - began) / 1000).toFixed(1)} s`)
}

async function putInPlace(next: string): Promise<void> {
  await rm(built, { recursive: true, force: true })
  try {
    await rename(next, built)
  } catch (error) {
    // Somebody else built the same at the same time and was first; theirs is as good.
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  }
}

async function isFresh(hash: string): Promise<boolean> {
  const was = await readFile(stamp, 'utf8').catch(() => null)
  const page = await stat(join(built, 'index.html')).catch(() => null)
  return was === hash && page !== null
}

async function hashOf(paths: string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of paths) await addTo(hash, path)
  return hash.digest('hex')
}

async function addTo(hash: Hash, path: string): Promise<void> {
  const full = join(root, path)
  if ((await stat(full)).isDirectory()) {
    const names = (await readdir(full)).filter((it) => it !== 'node_modules' && !it.startsWith('.'))
    for (const name of names.sort()) await addTo(hash, `${path}/${name}`)
    return
  }
  hash
    .update(`${path}\0`)
    .update(await readFile(full))
    .update('\0')
}

async function bundle(outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true })
  // A test runner or a shell may have set it otherwise, and the pages would come out in development's shape.
  env.NODE_ENV = 'production'
  const { build } = await import('vite')
  await build({
    configFile: join(root, 'web/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
  })
}

async function compressAll(folder: string): Promise<void> {
  const files = await readdir(folder, { recursive: true })
  await Promise.all(files.filter((it) => TEXT.test(it)).map((it) => compress(join(folder, it))))
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file)
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    promisify(gzip)(bytes, { level: 9 }),
  ])
  // What compression makes larger is sent plain.
  if (br.length < bytes.length) await writeFile(`${file}.br`, br)
  if (gz.length < bytes.length) await writeFile(`${file}.gz`, gz)
}
