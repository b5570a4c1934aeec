import { t } from './messages.ts';

/** Where a command writes; commands never touch the process itself, so that tests can call them. */
export interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

interface Command {
  readonly summary: string;
  load(): Promise<(args: string[], io: Io) => Promise<number>>;
}

/** Each command is loaded only when it is called: `kijun rates` needs neither the server nor the database. */
const commands: Readonly<Record<string, Command>> = {
  serve: {
    summary: 'run the server (--demo: with sample data)',
    load: async () => (await import('./serve.ts')).serve,
  },
  demo: {
    summary: 'make the sample organisation (--people N)',
    load: async () => (await import('./demo/command.ts')).demoCommand,
  },
  init: {
    summary: 'register an organisation and its administrator',
    load: async () => (await import('./operator/init-command.ts')).initCommand,
  },
  import: {
    summary: 'take in units, people, posts, absences, assets or appointments from a file',
    load: async () => (await import('./operator/import-command.ts')).importCommand,
  },
  export: {
    summary: 'write a list as csv, xlsx or json',
    load: async () => (await import('./operator/export-command.ts')).exportCommand,
  },
  standards: {
    summary: 'list | check | show | export | import-oscal | attach-text',
    load: async () => {
      const { standardsCommand } = await import('../modules/standards/cli.ts');
      const { packParts } = await import('./pack-parts.ts');
      return (args, io) => standardsCommand(args, io, packParts);
    },
  },
  rates: {
    summary: 'rates of gathered CSV files, without a server',
    load: async () => (await import('../modules/reporting/cli.ts')).ratesCommand,
  },
  handling: {
    summary: 'may this be done with this information? (--list shows the actions)',
    load: async () => (await import('../modules/handling/cli.ts')).handlingCommand,
  },
  marking: {
    summary: 'check | read | stamp: markings and hidden things in files, without a server',
    load: async () => (await import('../modules/marking/cli.ts')).markingCommand,
  },
  audit: {
    summary: 'verify: prove that the audit log is as it was written',
    load: async () => (await import('./audit-command.ts')).auditCommand,
  },
  authorisation: {
    summary: 'print the table of who may do what (docs/authorisation.md)',
    load: async () => {
      const { authorisationTable } = await import('./authorisation-table.ts');
      return async (_args, io) => {
        io.stdout.write(`${authorisationTable()}\n`);
        return 0;
      };
    },
  },
  backup: {
    summary: 'write everything to one file, while the server runs',
    load: async () => (await import('../platform/backup/cli.ts')).backupCommand,
  },
  restore: {
    summary: 'fill an empty installation from a backup',
    load: async () => (await import('../platform/backup/cli.ts')).restoreCommand,
  },
};

async function main(): Promise<number> {
  const [name = 'help', ...args] = process.argv.slice(2);
  const command = commands[name];
  if (command) return (await command.load())(args, process);
  const help = Object.entries(commands).map(([each, { summary }]) => `  ${each.padEnd(10)} ${summary}`);
  const asked = name === 'help' || name === '--help';
  const out = asked ? process.stdout : process.stderr;
  if (!asked) out.write(`${t('unknownCommand', { command: name })}\n`);
  out.write(`kijun COMMAND\n${help.join('\n')}\n`);
  return asked ? 0 : 2;
}

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await main();
