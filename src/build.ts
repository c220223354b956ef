import { createHash, type Hash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { env } from 'node:process'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/**
 * Builds the pages into dist/web and the server into dist/server, each when what it is made of has changed: a fresh start
 * costs one pass of hashing and does not even load the bundler. Each text asset gets a .br and a .gz beside it, for the
 * server to send as they are. The server as a few files starts in less than it takes to find and link hundreds.
 */

type Product = { name: string; madeOf: string[]; proof: string; make: (outDir: string) => Promise<void> }

const root = resolve(import.meta.dirname, '..')
const PRODUCTS: Product[] = [
  {
    name: 'web',
    madeOf: ['web', 'src/build.ts', 'src/http/views.ts', 'package-lock.json', 'tsconfig.json'],
    proof: 'index.html',
    make: async (outDir) => {
      await bundlePages(outDir)
      await compressAll(outDir)
    },
  },
  { name: 'server', madeOf: ['src', 'package-lock.json'], proof: 'start.js', make: bundleServer },
]
const TEXT = /\.(html|js|css|svg|json|txt)$/

const force = process.argv.includes('--force')
for (const product of PRODUCTS) await bring(product, force)

async function bring({ name, madeOf, proof, make }: Product, force: boolean): Promise<void> {
  const [built, stamp] = [join(root, 'dist', name), join(root, 'dist', `${name}.hash`)]
  const hash = await hashOf(madeOf)
  if (!force && (await isFresh(hash, stamp, join(built, proof)))) {
    console.log(`${name}: up to date`)
    return
  }
  const began = performance.now()
  process.stdout.write(`${name}: building…`)
  // Built beside and moved into place, so that a server never serves half of one build and half of another.
  const next = join(root, `dist/${name}-${process.pid}`)
  try {
    await mkdir(next, { recursive: true })
    // A test runner or a shell may have set it otherwise, and the pages would come out in development's shape.
    env.NODE_ENV = 'production'
    await make(next)
    // Somebody else may have built the same meanwhile, and started a server of it.
    if (force || !(await isFresh(hash, stamp, join(built, proof)))) {
      await putInPlace(next, built)
      await writeFile(stamp, hash)
    }
  } finally {
    await rm(next, { recursive: true, force: true })
  }
  console.log(` ${((performance.now() - began) / 1000).toFixed(1)} s`)
}

async function putInPlace(next: string, built: string): Promise<void> {
  await rm(built, { recursive: true, force: true })
  try {
    await rename(next, built)
  } catch (error) {
    // Somebody else built the same at the same time and was first; theirs is as good.
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  }
}

async function isFresh(hash: string, stamp: string, proof: string): Promise<boolean> {
  const was = await readFile(stamp, 'utf8').catch(() => null)
  return was === hash && (await stat(proof).catch(() => null)) !== null
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

async function bundlePages(outDir: string): Promise<void> {
  const { build } = await import('vite')
  await build({
    configFile: join(root, 'web/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
  })
}

async function bundleServer(outDir: string): Promise<void> {
  const { build } = await import('vite')
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    // The embedded database finds its WebAssembly beside its own files.
    ssr: { noExternal: true, external: ['@electric-sql/pglite'] },
    build: { ssr: 'src/start.js', outDir, target: 'node24', reportCompressedSize: false },
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
