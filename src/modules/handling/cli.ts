import { InvalidInput, KijunError } from '../../kernel/errors.ts';
import type { Classes } from '../information/index.ts';
import { loadPack, orgKinds, type Pack } from '../standards/index.ts';
import { decide, type Rules } from './decide.ts';
import { t } from './messages.ts';
import {
  type Decision,
  media,
  type Option,
  places,
  type Question,
  recipients,
  softwareKinds,
} from './model.ts';
import { packsWithRules, restrictionIds, rulesOf } from './part.ts';
import { answerOf, namePermission } from './present.ts';

interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

const flags = ['--json', '--list', '--encrypted', '--unmarked-lowest'];
const valued = [
  '--pack',
  '--org-kind',
  '--action',
  '--c',
  '--i',
  '--a',
  '--medium',
  '--place',
  '--recipient',
  '--software',
  '--restrictions',
];

/** `kijun handling …`: may this be done? Exit codes: 0 answered, 2 wrong use; then nothing is written to stdout. */
export async function handlingCommand(args: string[], io: Io): Promise<number> {
  try {
    const given = parse(args);
    io.stdout.write(given.has('--list') ? list(given) : answer(given));
    return 0;
  } catch (error) {
    if (!(error instanceof KijunError)) throw error;
    io.stderr.write(`${error.message}\n${t('cli.usage')}\n`);
    return 2;
  }
}

type Given = ReadonlyMap<string, string>;

function parse(args: readonly string[]): Given {
  const given = new Map<string, string>();
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const [name = '', joined] = splitOption(arg);
    const takesValue = valued.includes(name);
    if (!takesValue && !(flags.includes(name) && joined === undefined))
      throw new InvalidInput(t.ref('cli.unknownOption', { option: arg }));
    if (given.has(name)) throw new InvalidInput(t.ref('cli.twice', { option: name }));
    const value = takesValue ? (joined ?? args[++at]) : '';
    if (
      value === undefined ||
      (takesValue && (value === '' || (joined === undefined && value.startsWith('--'))))
    )
      throw new InvalidInput(t.ref('cli.noValue', { option: name }));
    given.set(name, value);
  }
  return given;
}

/** `--c=3` is `--c 3`. */
function splitOption(arg: string): readonly [string, string?] {
  const at = arg.indexOf('=');
  return arg.startsWith('--') && at > 0 ? [arg.slice(0, at), arg.slice(at + 1)] : [arg];
}

/** The value of an option that is one of a few words; undefined when it is not given. */
function choice<Value extends string>(
  given: Given,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const value = given.get(name);
  if (value === undefined) return undefined;
  const found = values.find((each) => each === value);
  if (found === undefined)
    throw new InvalidInput(t.ref('cli.choice', { option: name, value, choices: values.join('、') }));
  return found;
}

function rulesAsked(given: Given): Rules {
  const id = given.get('--pack');
  if (id === undefined)
    throw new InvalidInput(t.ref('cli.required', { option: '--pack', choices: packsWithRules().join('、') }));
  const rules = rulesOf(id);
  if (rules === null)
    throw new InvalidInput(t.ref('cli.noRules', { pack: id, choices: packsWithRules().join('、') }));
  return rules;
}

function orgKindAsked(given: Given, pack: Pack): Question['orgKind'] {
  const kind = choice(given, '--org-kind', orgKinds);
  const [only, ...others] = pack.orgKinds;
  if (kind === undefined) {
    if (only !== undefined && others.length === 0) return only;
    throw new InvalidInput(
      t.ref('cli.required', { option: '--org-kind', choices: pack.orgKinds.join('、') }),
    );
  }
  if (!pack.orgKinds.includes(kind))
    throw new InvalidInput(
      t.ref('cli.otherKind', { pack: pack.id, kind, choices: pack.orgKinds.join('、') }),
    );
  return kind;
}

/** What `--c --i --a` say; an axis that is left out is not decided. */
function classesAsked(given: Given): Classes {
  const level = (name: string, values: readonly string[]) => {
    const value = choice(given, name, values);
    return value === undefined ? null : Number(value);
  };
  return {
    confidentiality: level('--c', ['1', '2', '3']) as Classes['confidentiality'],
    integrity: level('--i', ['1', '2']) as Classes['integrity'],
    availability: level('--a', ['1', '2']) as Classes['availability'],
  };
}

function restrictionsAsked(given: Given, rules: Rules): readonly string[] {
  const known = [...restrictionIds(rules)];
  const named = given.get('--restrictions')?.split(',') ?? [];
  for (const value of named) {
    if (!known.includes(value.split(':', 1)[0] ?? ''))
      throw new InvalidInput(
        t.ref('cli.choice', { option: '--restrictions', value, choices: known.join('、') }),
      );
  }
  return named;
}

function questionAsked(given: Given, rules: Rules, pack: Pack): Question {
  const actions = [...rules.actions.keys()];
  const action = choice(given, '--action', actions);
  if (action === undefined)
    throw new InvalidInput(t.ref('cli.required', { option: '--action', choices: actions.join('、') }));
  return {
    orgKind: orgKindAsked(given, pack),
    action,
    classes: classesAsked(given),
    restrictions: restrictionsAsked(given, rules),
    medium: choice(given, '--medium', media),
    place: choice(given, '--place', places),
    encrypted: given.has('--encrypted'),
    recipient: choice(given, '--recipient', recipients),
    software: choice(given, '--software', softwareKinds),
    unmarkedLowest: given.has('--unmarked-lowest'),
  } as Question;
}

function answer(given: Given): string {
  const rules = rulesAsked(given);
  const pack = loadPack(rules.packId);
  const question = questionAsked(given, rules, pack);
  const decision = decide(rules, question);
  if (given.has('--json')) return `${JSON.stringify(answerOf(decision))}\n`;
  return readable(rules, pack, question, decision);
}

function readable(rules: Rules, pack: Pack, { action }: Question, decision: Decision): string {
  const lines = [
    `${rules.actions.get(action)?.rule.title.ja ?? action}: ${t(`outcome.${decision.outcome}`)}`,
  ];
  const part = (title: string, items: readonly string[]) => {
    if (items.length > 0) lines.push('', title, ...items.map((item) => `  ・${item}`));
  };
  part(
    t('heading.permissions'),
    decision.permissions.map((each) => {
      const { title, words } = namePermission(pack, each);
      return t('cli.permission', { title, words });
    }),
  );
  const duty = ({ text, clause }: { text: string; clause: string }) => t('cli.duty', { text, clause });
  const instead = decision.outcome === 'forbidden';
  part(t(instead ? 'heading.instead' : 'heading.measures'), decision.measures.map(duty));
  part(t('heading.records'), decision.records.map(duty));
  part(
    t('heading.reasons'),
    decision.reasons.map((reason) => t('cli.reason', { ...reason })),
  );
  return `${lines.join('\n')}\n`;
}

const optionFlags: Readonly<Record<Option, readonly string[]>> = {
  classes: ['--c', '--i', '--a'],
  medium: ['--medium'],
  place: ['--place'],
  encrypted: ['--encrypted'],
  recipient: ['--recipient'],
  software: ['--software'],
};

/** The actions that can be asked about, of one pack or of all, and the options on which each answer depends. */
function list(given: Given): string {
  const packs = given.has('--pack')
    ? [rulesAsked(given)]
    : packsWithRules().flatMap((id) => rulesOf(id) ?? []);
  const actions = new Map<
    string,
    { id: string; title: string; help: string; options: string[]; packs: string[] }
  >();
  for (const { packId, handling } of packs) {
    for (const { id, title, help, options } of handling.actions) {
      const known = actions.get(id);
      if (known !== undefined) known.packs.push(packId);
      else {
        const needed = options.flatMap((option) => optionFlags[option]);
        actions.set(id, { id, title: title.ja, help: help.ja, options: needed, packs: [packId] });
      }
    }
  }
  const all = [...actions.values()];
  if (given.has('--json')) return `${JSON.stringify(all)}\n`;
  return all.map(({ id, title, options }) => `${id.padEnd(22)}${title}\t${options.join(' ')}\n`).join('');
}
