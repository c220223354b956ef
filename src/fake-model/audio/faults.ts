import { CONNECTION_FAULTS } from '../faults-connection.ts'
import type { FAULTS } from '../play-fault.ts'
import { between } from '../random.ts'
import type { Connection, Play } from '../stage.ts'
import { type Asked, type Reply, send } from './reply.ts'

/** What a fault of audio is played on, and chance, the same for the same seed. */
export type AudioStage = Connection & { asked: Asked; random: () => number }

const DRIP_MS = 4

const replyOf = ({ asked, wire }: AudioStage): Reply => asked.make(asked.words, wire)

/** Some of the pieces from the first on, never all; of a single one its half. */
const partOf = (pieces: Reply['pieces'], random: () => number): Reply['pieces'] =>
  pieces.length > 1
    ? pieces.slice(0, between(random, 1, pieces.length - 1))
    : pieces.map((it) => it.slice(0, it.length / 2))

/** Sends a part of the answer, then does `what`. */
const after =
  (what: (stage: AudioStage) => Promise<void> | void) =>
  async (stage: AudioStage): Promise<void> => {
    const { type, pieces } = replyOf(stage)
    await send({ type, pieces: partOf(pieces, stage.random) }, stage.wire)
    await what(stage)
  }

/** Says or hears something else, in good order. */
const instead =
  (words: string) =>
  async ({ asked, wire }: AudioStage): Promise<void> => {
    await send(asked.make(words, wire), wire)
    wire.end()
  }

type Named = { [Id in keyof typeof FAULTS]?: { [Name in keyof (typeof FAULTS)[Id]]?: Play<AudioStage> } }

/** The faults that audio meets, under the names they have elsewhere: those of the connection, and some of the answer. */
export const AUDIO_FAULTS = {
  ...CONNECTION_FAULTS,
  F4: { 'stall in the body': after(({ wire }) => wire.hang()) },
  F7: { 'end without a finish reason': after(({ wire }) => wire.end()) },
  F8: { 'reset in mid-stream': after(({ wire }) => wire.reset()) },
  F23: {
    'a slow drip of chunks': async (stage: AudioStage) => {
      const { wire } = stage
      const { type, pieces } = replyOf(stage)
      wire.head(type)
      await wire.inPieces(pieces, async (piece) => {
        await wire.write(piece)
        await wire.pause(DRIP_MS)
      })
      wire.end()
    },
  },
  F24: {
    'empty with stop': instead(''),
    'white space with stop': instead('\n  \n'),
    'looping prose': instead('And how would you scale that? '.repeat(50)),
  },
} satisfies Named
