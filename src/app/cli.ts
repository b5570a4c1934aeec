import { parseArgs } from 'node:util';
import { explainFailure } from '../platform/command-line/explain.ts';
import { t } from './messages.ts';

/** Where a command writes; commands never touch the process itself, so that tests can call them. */
export interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

interface Command {
  load(): Promise<(args: string[], io: Io) => Promise<number>>;
}

/** Each command is loaded only when it is called: `kijun rates` needs neither the server nor the database. */
const commands = {
  serve: {
    load: async () => (await import('./serve.ts')).serve,
  },
  demo: {
    load: async () => (await import('./demo/command.ts')).demoCommand,
  },
  init: {
    load: async () => (await import('./operator/init-command.ts')).initCommand,
  },
  import: {
    load: async () => (await import('./operator/import-command.ts')).importCommand,
  },
  export: {
    load: async () => (await import('./operator/export-command.ts')).exportCommand,
  },
  standards: {
    load: async () => {
      const { standardsCommand } = await import('../modules/standards/cli.ts');
      const { packParts } = await import('./pack-parts.ts');
      return (args, io) => standardsCommand(args, io, packParts);
    },
  },
  rates: {
    load: async () => (await import('../modules/reporting/cli.ts')).ratesCommand,
  },
  handling: {
    load: async () => (await import('../modules/handling/cli.ts')).handlingCommand,
  },
  marking: {
    load: async () => (await import('../modules/marking/cli.ts')).markingCommand,
  },
  audit: {
    load: async () => (await import('./audit-command.ts')).auditCommand,
  },
  authorisation: {
    load: async () => {
      const { authorisationTable } = await import('./authorisation-table.ts');
      return async (args, io) => {
        parseArgs({ args, options: {} });
        io.stdout.write(`${authorisationTable()}\n`);
        return 0;
      };
    },
  },
  backup: {
    load: async () => (await import('../platform/backup/cli.ts')).backupCommand,
  },
  restore: {
    load: async () => (await import('../platform/backup/cli.ts')).restoreCommand,
  },
} satisfies Readonly<Record<string, Command>>;

type CommandName = keyof typeof commands;

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name);

async function main(): Promise<number> {
  const [name = 'help', ...args] = process.argv.slice(2);
  if (isCommand(name)) {
    const run: (args: string[], io: Io) => Promise<number> = await commands[name].load();
    return run(args, process);
  }
  const asked = ['help', '--help', '-h'].includes(name);
  const out = asked ? process.stdout : process.stderr;
  if (!asked) out.write(`${t('unknownCommand', { command: name })}\n`);
  const names = Object.keys(commands).filter(isCommand);
  const lines = names.map((each) => `  ${each.padEnd(14)} ${t(`command.${each}`)}`);
  out.write(`${t('usage')}\n${lines.join('\n')}\n`);
  return asked ? 0 : 2;
}

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  process.exitCode = await main();
} catch (error) {
  const { text, exitCode } = explainFailure(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = exitCode;
}
