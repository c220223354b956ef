import { createServer } from 'node:http'

/** Loaded into a server that is measured: whoever asks here hears what it holds once its garbage is collected. */

const { gc } = globalThis
if (!gc) throw new Error('start this with --expose-gc')
createServer((_, response) => {
  gc()
  response.end(JSON.stringify(process.memoryUsage()))
})
  .listen(Number(process.env.MEMORY_DOOR), '127.0.0.1')
  .unref()
