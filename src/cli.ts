import { join } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { COLUMN_HELP } from './cli/agreement-text.ts'
import { ATTACK_HELP } from './cli/attack-text.ts'
import { connect } from './cli/connect.ts'
import { evaluate } from './cli/evaluate.ts'
import { evaluateAttacks } from './cli/evaluate-attacks.ts'
import { exportBundle } from './cli/export-bundle.ts'
import { fakeModel } from './cli/fake-model.ts'
import { lint } from './cli/lint.ts'
import { listInterviews } from './cli/list-interviews.ts'
import { practise } from './cli/practise.ts'
import { printDiff } from './cli/print-diff.ts'
import { printRubrics } from './cli/print-rubrics.ts'
import { printScorecard } from './cli/print-scorecard.ts'
import { printTranscript } from './cli/print-transcript.ts'
import { regrade } from './cli/regrade.ts'
import { simulateInterviews } from './cli/simulate.ts'
import { verifyFile } from './cli/verify-file.ts'
import { readConfig } from './config.ts'
import { InterlocutorError } from './errors.ts'
import { type FaultWish, faultList, parseFault } from './fake-model/choose-fault.ts'
import { ROOT } from './root.ts'

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

program
  .command('practise [problem]')
  .alias('practice')
  .description('take an interview; without a problem, lists what there is')
  .addOption(new Option('-f, --format <id>', 'full or screen for a problem, drill for a scenario'))
  .addOption(
    new Option('-l, --level <level>', 'the level asked for (default: what --job suggests, else senior)').choices([
      'mid',
      'senior',
      'lead',
    ]),
  )
  .addOption(new Option('-i, --interviewer <kind>', 'who speaks').choices(['scripted', 'model']))
  .addOption(new Option('-j, --job <title>', 'the job you prepare for').conflicts('resume'))
  .addOption(
    new Option('--cv <file>', 'your résumé as plain text; it tunes the questions, no grader sees it').conflicts(
      'resume',
    ),
  )
  .option('-r, --resume <id>', 'go on with an interview')
  .action(async (problem, options) => withServer((server) => practise(server, problem, options)))

program
  .command('list')
  .description('your interviews, newest first')
  .action(async () => withServer(listInterviews))

program
  .command('transcript <id>')
  .description('print a transcript')
  .addOption(new Option('--format <format>', 'how').choices(['md', 'json']).default('md'))
  .action(async (id, options) => withServer((server) => printTranscript(server, id, options.format)))

program
  .command('scorecard <id>')
  .description('print a scorecard, waiting for it if it is being graded')
  .action(async (id) => withServer((server) => printScorecard(server, id)))

program
  .command('regrade <ids...>')
  .description('grade ended interviews again, as new runs; earlier runs stay')
  .option('-m, --model <name>', 'another model at the same endpoint, or scripted, which knows phrases')
  .option('-r, --rubric <version>', 'current, or the beginning of the hash of a version (see rubrics)')
  .action(async (ids: string[], wish) =>
    withServer(async (server) => {
      for (const id of ids) await regrade(server, id, wish)
    }),
  )

program
  .command('diff [ids...]')
  .description(
    'what two gradings differ in: of an interview its two latest, or two runs; or two models over all interviews',
  )
  .option(
    '-m, --model <name>',
    'twice: the models to compare, or scripted',
    (name: string, all: string[]) => [...all, name],
    [],
  )
  .action(async (ids: string[], { model }) => withServer((server) => printDiff(server, ids, model)))

program
  .command('rubrics [problem]')
  .description('the versions of rubrics that interviews were held or graded under, for regrade --rubric')
  .action(async (problem) => withServer((server) => printRubrics(server, problem)))

program
  .command('export <id>')
  .description('write an ended interview, its rubric and its gradings as one file of JSON that verify can check')
  .option('-o, --out <file>', 'where to (default: the terminal)')
  .action(async (id, options) => withServer((server) => exportBundle(server, id, options.out)))

program
  .command('verify <file>')
  .description('recompute an exported interview from its file alone: no server, no database, no network')
  .action(async (file) => {
    process.exitCode = await verifyFile(file)
  })

program
  .command('lint [folder]')
  .description('check problems, scenarios and formats as the server does at its start')
  .action(async (folder) => {
    process.exitCode = await lint(folder)
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
    new Option('-c, --candidate <kind>', 'who plays the candidate').choices(['scripted', 'model']).default('scripted'),
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
    process.exitCode = await simulateInterviews(join(ROOT, 'rubrics'), settings, problem, options)
  })

program
  .command('fake-model')
  .description('a model endpoint without a model, valid in every answer; it can fail in every way that endpoints fail')
  .addOption(new Option('-p, --port <number>', '0 takes a free one').argParser(wholeNumber).default(8080))
  .addOption(new Option('-f, --fault <id>', 'any, or F4, or with its variant "F16:retry after 1"').argParser(aFault))
  .addOption(
    new Option('-r, --rate <share>', 'share of the answers that meet the fault').argParser(numberIn(0, 1)).default(1),
  )
  .addOption(new Option('-s, --seed <number>', 'the same seed fails the same').argParser(wholeNumber).default(1))
  .addOption(new Option('--pace <tokens>', 'tokens a second (default: all at once)').argParser(numberIn(0.1, 100_000)))
  .addHelpText('after', () => `\nFaults and their variants:\n${faultList()}`)
  .action(async (options) => {
    const endpoint = await fakeModel(options)
    process.once('SIGINT', () => void endpoint.close())
    process.once('SIGTERM', () => void endpoint.close())
  })

const evaluation = program
  .command('evaluate')
  .description('does a grader agree with people? Without a further command: agreement')

const agreement = evaluation
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
  .addOption(new Option('-c, --concurrency <number>', 'most calls at once, 1 to 32').argParser(numberTo(32)).default(3))
  .option(
    '-j, --json <file>',
    'keep every cell with its quotes here, a line each; the same again goes on from there and pays for nothing twice',
  )
  .addHelpText('after', COLUMN_HELP)
  .action(async (options) => {
    process.exitCode = await evaluate(settings(), options)
  })

evaluation.addHelpText('after', () => `\n${agreement.helpInformation()}${COLUMN_HELP}`)

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
  .addOption(new Option('-c, --concurrency <number>', 'most calls at once, 1 to 32').argParser(numberTo(32)).default(3))
  .option('-j, --json <file>', 'write every twin with its grade and quotes here')
  .addHelpText('after', ATTACK_HELP)
  .action(async (options) => {
    process.exitCode = await evaluateAttacks(settings(), options)
  })

/** A whole number from 1 to the most. */
function numberTo(most: number): (text: string) => number {
  return (text) => {
    const number = wholeNumber(text)
    if (number < 1 || number > most) throw new InvalidArgumentError(`It should be from 1 to ${most}.`)
    return number
  }
}

function numberIn(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (text.trim() === '' || !(number >= least && number <= most))
      throw new InvalidArgumentError(`It should be a number from ${least} to ${most}.`)
    return number
  }
}

function aFault(text: string): FaultWish {
  const wish = parseFault(text)
  if (typeof wish === 'string') throw new InvalidArgumentError(wish)
  return wish
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It should be a whole number, such as 7.')
  return Number(text)
}

/** Of the environment; a command logs what is wrong and nothing else. */
const settings = () => readConfig({ ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'error' })

/** Runs a command against the server that is up, or against one inside this process. */
async function withServer(command: (server: Awaited<ReturnType<typeof connect>>) => Promise<void>): Promise<void> {
  const server = await connect(settings())
  try {
    await command(server)
  } finally {
    await server.close()
  }
}

try {
  await program.parseAsync()
} catch (error) {
  console.error(error instanceof InterlocutorError ? `interlocutor: ${error.message}` : error)
  process.exitCode = 1
}
