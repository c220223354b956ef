import { type Command, InvalidArgumentError, Option } from 'commander'
import { AUDIO_FAULTS } from '../../fake-model/audio/faults.ts'
import { type FaultWish, faultList, parseFault } from '../../fake-model/choose-fault.ts'
import type { Settings } from '../with-server.ts'
import { numberIn, wholeNumber } from './arguments.ts'

/** Commands for who writes problems and tries them. */
export function addAuthoring(program: Command, settings: Settings): void {
  program
    .command('lint [folder]')
    .description('check problems, scenarios and formats as the server does at its start')
    .action(async (folder) => {
      process.exitCode = await (await import('../lint.ts')).lint(folder)
    })

  program
    .command('simulate [problem]')
    .description('hold interviews with simulated candidates, and check the interviewer on each')
    .addOption(new Option('-f, --format <id>', 'one format only'))
    .addOption(
      new Option('-l, --level <level>', 'the level asked for').choices(['mid', 'senior', 'lead']).default('senior'),
    )
    .addOption(new Option('-p, --persona <id>', 'one candidate only'))
    .addOption(
      new Option('-c, --candidate <kind>', 'who plays the candidate')
        .choices(['scripted', 'model'])
        .default('scripted'),
    )
    .addOption(new Option('-i, --interviewer <kind>', 'who asks').choices(['scripted', 'model']).default('scripted'))
    .addOption(
      new Option('-s, --seed <number>', 'the same seed says the same, where both are scripted')
        .argParser(wholeNumber)
        .default(1),
    )
    .option('-k, --keep', 'keep them among your interviews and grade them; always so with a model')
    .option('-t, --transcript', 'print what was said')
    .action(async (problem, options) => {
      process.exitCode = await (await import('../simulate.ts')).simulateInterviews(settings, problem, options)
    })

  program
    .command('fake-model')
    .description(
      'a model endpoint without a model, valid in every answer; it can fail in every way that endpoints fail',
    )
    .addOption(new Option('-p, --port <number>', '0 takes a free one').argParser(wholeNumber).default(8080))
    .addOption(new Option('-f, --fault <id>', 'any, or F4, or with its variant "F16:retry after 1"').argParser(aFault))
    .addOption(
      new Option('-r, --rate <share>', 'share of the answers that meet the fault').argParser(numberIn(0, 1)).default(1),
    )
    .addOption(new Option('-s, --seed <number>', 'the same seed fails the same').argParser(wholeNumber).default(1))
    .addOption(
      new Option('--pace <tokens>', 'tokens a second (default: all at once)').argParser(numberIn(0.1, 100_000)),
    )
    .addHelpText('after', () => `\nFaults and their variants:\n${faultList()}\n${AUDIO_HELP}`)
    .action(async (options) => {
      const endpoint = await (await import('../fake-model.ts')).fakeModel(options)
      process.once('SIGINT', () => void endpoint.close())
      process.once('SIGTERM', () => void endpoint.close())
    })
}

/** What a fake model does besides chat, and how that fails. */
const AUDIO_HELP = `
It speaks too, as WAV or PCM (/v1/audio/speech: a tone, a word a piece), and hears (/v1/audio/transcriptions: of its own
WAV the words that were spoken, of other sound some sentence). These fail by ${Object.keys(AUDIO_FAULTS).join(', ')}.`

function aFault(text: string): FaultWish {
  const wish = parseFault(text)
  if (typeof wish === 'string') throw new InvalidArgumentError(wish)
  return wish
}
