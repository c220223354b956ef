import { Command } from 'commander'
import { lint } from './cli/lint.ts'

const program = new Command('interlocutor')
program
  .command('lint [folder]')
  .description('check problems, scenarios and formats as the server does at its start')
  .action(async (folder?: string) => {
    process.exitCode = await lint(folder)
  })
await program.parseAsync()
