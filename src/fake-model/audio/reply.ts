import type { Wire } from '../wire.ts'

/** An answer made of pieces, each sent at the pace of the endpoint. */
export type Reply = { type: string; pieces: (string | Uint8Array)[] }

/** What was asked for, to be answered with words: with the right ones, or with those that a fault puts in their place. */
export type Asked = {
  kind: 'speech' | 'transcription'
  model: string
  /** How long the sound is, in seconds. */
  seconds: number
  words: string
  make: (words: string, wire: Wire) => Reply
}

export async function send({ type, pieces }: Reply, wire: Wire): Promise<void> {
  wire.head(type)
  await wire.inPieces(pieces, (piece) => wire.write(piece))
}
