import { type Command, Option } from 'commander'
import { COLUMN_HELP } from '../agreement-text.ts'
import { ATTACK_HELP } from '../attack-text.ts'
import type { Settings } from '../with-server.ts'
import { numberTo } from './arguments.ts'

const CONCURRENCY = new Option('-c, --concurrency <number>', 'most calls at once, 1 to 32')
  .argParser(numberTo(32))
  .default(3)

/** Commands for who judges graders. */
export function addEvaluation(program: Command, settings: Settings): void {
  const evaluation = program
    .command('evaluate')
    .description('does a grader agree with people? Without a further command: agreement')
  const agreement = addAgreement(evaluation, settings)
  evaluation.addHelpText('after', () => `\n${agreement.helpInformation()}${COLUMN_HELP}`)
  addAttacks(evaluation, settings)
}

function addAgreement(evaluation: Command, settings: Settings): Command {
  return evaluation
    .command('agreement', { isDefault: true })
    .description('grade marked transcripts and print how the grader agrees with people, beside its floors')
    .requiredOption(
      '-d, --data <path>',
      'labelled interviews (YAML), rows of beyond-the-resume or of SAF (JSON Lines): a file, or a folder of them',
    )
    .addOption(
      new Option('-s, --samples <number>', 'how often a model reads each cell, 1 to 5; interviews are graded with 3')
        .argParser(numberTo(5))
        .default(1),
    )
    .option('-o, --only <text>', 'transcripts whose id holds this text, such as a problem')
    .addOption(new Option('-n, --limit <number>', 'so many transcripts, taken evenly').argParser(numberTo(1_000_000)))
    .addOption(CONCURRENCY)
    .option(
      '-j, --json <file>',
      'keep every cell with its quotes here, a line each; the same again goes on from there and pays for nothing twice',
    )
    .addHelpText('after', COLUMN_HELP)
    .action(async (options) => {
      process.exitCode = await (await import('../evaluate.ts')).evaluate(await settings(), options)
    })
}

function addAttacks(evaluation: Command, settings: Settings): void {
  evaluation
    .command('attacks')
    .description('put attacks into interviews and print what they do to the grader')
    .requiredOption('-d, --data <folder>', 'holds some of interviewer-attacks.json, benign-controls.json and the like')
    .option('-i, --interviews <path>', 'marked interviews to put them into (default: one simulated for each problem)')
    .option('-o, --only <text>', 'sources or classes that hold this text, such as score_demand')
    .addOption(new Option('-n, --limit <number>', 'so many of each class').argParser(numberTo(1_000_000)))
    .addOption(
      new Option('-s, --samples <number>', 'how often a model reads each criterion, 1 to 5')
        .argParser(numberTo(5))
        .default(1),
    )
    .addOption(CONCURRENCY)
    .option('-j, --json <file>', 'write every twin with its grade and quotes here')
    .addHelpText('after', ATTACK_HELP)
    .action(async (options) => {
      process.exitCode = await (await import('../evaluate-attacks.ts')).evaluateAttacks(await settings(), options)
    })
}
