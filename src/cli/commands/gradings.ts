import type { Command } from 'commander'
import type { WithServer } from '../with-server.ts'

/** Commands for who looks at gradings: again, beside one another, under which rubric, and elsewhere. */
export function addGradings(program: Command, withServer: WithServer): void {
  program
    .command('regrade <ids...>')
    .description('grade ended interviews again, as new runs; earlier runs stay')
    .option('-m, --model <name>', 'another model at the same endpoint, or scripted, which knows phrases')
    .option('-r, --rubric <version>', 'current, or the beginning of the hash of a version (see rubrics)')
    .action(async (ids: string[], wish) =>
      withServer(async (server) => {
        const { regrade } = await import('../regrade.ts')
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
    .action(async (ids: string[], { model }) =>
      withServer(async (server) => (await import('../print-diff.ts')).printDiff(server, ids, model)),
    )

  program
    .command('rubrics [problem]')
    .description('the versions of rubrics that interviews were held or graded under, for regrade --rubric')
    .action(async (problem) =>
      withServer(async (server) => (await import('../print-rubrics.ts')).printRubrics(server, problem)),
    )

  program
    .command('export <id>')
    .description('write an ended interview, its rubric and its gradings as one file of JSON that verify can check')
    .option('-o, --out <file>', 'where to (default: the terminal)')
    .action(async (id, options) =>
      withServer(async (server) => (await import('../export-bundle.ts')).exportBundle(server, id, options.out)),
    )

  program
    .command('verify <file>')
    .description('recompute an exported interview from its file alone: no server, no database, no network')
    .action(async (file) => {
      process.exitCode = await (await import('../verify-file.ts')).verifyFile(file)
    })
}
