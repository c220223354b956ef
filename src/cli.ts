import { Command } from 'commander'
import { addAuthoring } from './cli/commands/authoring.ts'
import { addEvaluation } from './cli/commands/evaluation.ts'
import { addGradings } from './cli/commands/gradings.ts'
import { addInterviews } from './cli/commands/interviews.ts'
import { type Settings, withServerOf } from './cli/with-server.ts'
import { InterlocutorError } from './errors.ts'

/** Says what commands there are; what a command works with is loaded when it is called, so that the others wait for nothing. */

const program = new Command('interlocutor')
  .description('System-design interviews in a terminal: the same interviews, data and rules as in the browser.')
  .showHelpAfterError('(interlocutor --help lists the commands)')
  .addHelpText(
    'after',
    `
Examples:
  $ npx interlocutor practise order-processing
  $ npx interlocutor practise queue-loss --level mid
  $ npx interlocutor practise order-processing --job "Senior Payments Engineer" --cv cv.txt
  $ npx interlocutor practise --resume 0199…      go on where you left
  $ npx interlocutor simulate queue-loss          how simulated candidates fare
  $ npx interlocutor transcript 0199… --format md

Settings come from the environment, as for the server; README.md lists them.`,
  )

/** Of the environment; a command logs what is wrong and nothing else. */
const settings: Settings = async () => {
  const { readConfig } = await import('./config.ts')
  return readConfig({ ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'error' })
}
const withServer = withServerOf(settings)

addInterviews(program, withServer)
addGradings(program, withServer)
addAuthoring(program, settings)
addEvaluation(program, settings)

try {
  await program.parseAsync()
} catch (error) {
  console.error(error instanceof InterlocutorError ? `interlocutor: ${error.message}` : error)
  process.exitCode = 1
}
