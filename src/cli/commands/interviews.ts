import { type Command, Option } from 'commander'
import type { WithServer } from '../with-server.ts'

/** Commands for who is interviewed. */
export function addInterviews(program: Command, withServer: WithServer): void {
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
    .action(async (problem, options) =>
      withServer(async (server) => (await import('../practise.ts')).practise(server, problem, options)),
    )

  program
    .command('list')
    .description('your interviews, newest first')
    .action(async () => withServer(async (server) => (await import('../list-interviews.ts')).listInterviews(server)))

  program
    .command('transcript <id>')
    .description('print a transcript')
    .addOption(new Option('--format <format>', 'how').choices(['md', 'json']).default('md'))
    .action(async (id, options) =>
      withServer(async (server) =>
        (await import('../print-transcript.ts')).printTranscript(server, id, options.format),
      ),
    )

  program
    .command('scorecard <id>')
    .description('print a scorecard, waiting for it if it is being graded')
    .action(async (id) =>
      withServer(async (server) => (await import('../print-scorecard.ts')).printScorecard(server, id)),
    )
}
