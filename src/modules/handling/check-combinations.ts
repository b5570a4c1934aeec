import type { Classes } from '../information/index.ts';
import type { Pack } from '../standards/index.ts';
import { decide, type Rules } from './decide.ts';
import { t } from './messages.ts';
import {
  type ActionRule,
  type Condition,
  type Decision,
  groupsOf,
  holds,
  media,
  places,
  type Question,
  recipients,
  rowsFor,
  softwareKinds,
  strictness,
  type Table,
} from './model.ts';

type Report = (at: string, message: string) => void;

/** Every class that is decided on every axis. */
export const decidedClasses: readonly Classes[] = ([1, 2, 3] as const).flatMap((confidentiality) =>
  ([1, 2] as const).flatMap((integrity) =>
    ([1, 2] as const).map((availability) => ({ confidentiality, integrity, availability })),
  ),
);

/**
 * Every question that the tables of an action tell apart, without the classes. What no row of them looks at is left
 * at one value; restrictions come one at a time.
 */
export function questionsOf(
  pack: Pick<Pack, 'orgKinds'>,
  rule: ActionRule,
  tables: readonly Table[],
): readonly Omit<Question, 'classes'>[] {
  const rows = tables.flatMap((table) => table.rows);
  const looksAt = (field: keyof Condition) => rows.some(({ when }) => when[field] !== undefined);
  const varied = <Value>(field: keyof Condition, values: readonly Value[]): readonly (Value | undefined)[] =>
    looksAt(field) ? values : [undefined];
  const named = rows.flatMap(({ when }) => when.restrictions ?? []);
  const restrictions = [[], ...[...new Set(named)].map((id) => [id])];
  let all: Omit<Question, 'classes'>[] = pack.orgKinds.map((orgKind) => ({ orgKind, action: rule.id }));
  const times = (next: readonly object[]) => {
    all = all.flatMap((question) => next.map((more) => ({ ...question, ...more })));
  };
  const some = (
    field: 'medium' | 'place' | 'encrypted' | 'recipient' | 'software',
    values: readonly unknown[],
  ) => times(varied(field, values).map((value) => (value === undefined ? {} : { [field]: value })));
  some('medium', media);
  some('place', places);
  some('encrypted', [false, true]);
  some('recipient', recipients);
  some('software', softwareKinds);
  times(restrictions.map((each) => ({ restrictions: each })));
  return all;
}

/**
 * Goes through every combination: one that no row covers is a gap, a row of a first-hit table that never decides is
 * unreachable, and a higher class must never ask for less than a lower one.
 */
export function checkCombinations(rules: Rules, pack: Pick<Pack, 'orgKinds'>, report: Report): void {
  for (const { rule, tables } of rules.actions.values()) {
    for (const question of questionsOf(pack, rule, tables)) {
      const answers = new Map(
        decidedClasses.map((classes) => [keyOf(classes), decide(rules, { ...question, classes })]),
      );
      const gap = [...answers.values()].some(({ reasons }) => reasons.length === 0);
      if (gap) report(rule.id, t('check.gap', { question: describe(question) }));
      const lower = decidedClasses.find((classes) =>
        raised(classes).some((higher) => asksLess(answers.get(keyOf(higher)), answers.get(keyOf(classes)))),
      );
      if (lower !== undefined)
        report(rule.id, t('check.monotone', { question: describe({ ...question, classes: lower }) }));
      if (gap || lower !== undefined) break;
    }
  }
  for (const table of rules.handling.tables)
    if (table.hit === 'first') checkReachable(rules, table, pack, report);
}

const keyOf = ({ confidentiality, integrity, availability }: Classes): string =>
  `${confidentiality}${integrity}${availability}`;

const describe = (question: Partial<Question>): string => JSON.stringify(question);

/** The classes that are one level higher on one axis. */
function raised(classes: Classes): readonly Classes[] {
  const up = (axis: keyof Classes) => ({ ...classes, [axis]: (classes[axis] ?? 0) + 1 });
  return [up('confidentiality'), up('integrity'), up('availability')].filter((each) =>
    decidedClasses.some((known) => keyOf(known) === keyOf(each)),
  );
}

/** Whether the answer for the higher class drops something that the one for the lower class demands. */
export function asksLess(higher: Decision | undefined, lower: Decision | undefined): boolean {
  if (higher === undefined || lower === undefined) return false;
  if (strictness(higher.outcome) < strictness(lower.outcome)) return true;
  if (higher.outcome === 'forbidden') return false;
  const kept = (field: 'measures' | 'records') => {
    const ids = new Set(higher[field].map(({ id }) => id));
    return lower[field].every(({ id }) => ids.has(id));
  };
  const permitted = lower.permissions.every((permission) => {
    const same = higher.permissions.find(({ type }) => type === permission.type);
    if (same === undefined || (permission.mode === 'all' && same.mode === 'any')) return false;
    return permission.deciders.every((decider) => same.deciders.includes(decider));
  });
  return !permitted || !kept('measures') || !kept('records');
}

function checkReachable(rules: Rules, table: Table, pack: Pick<Pack, 'orgKinds'>, report: Report): void {
  const reached = new Set<object>();
  for (const action of table.actions) {
    const rule = rules.actions.get(action)?.rule;
    if (rule === undefined) continue;
    for (const question of questionsOf(pack, rule, [table])) {
      for (const classes of decidedClasses) {
        const facts = {
          medium: 'unspecified' as const,
          place: 'inside' as const,
          encrypted: false,
          recipient: 'unspecified' as const,
          software: 'unlisted' as const,
          restrictions: [],
          ...question,
          classes,
          groups: groupsOf(rules.handling.groups, classes),
        };
        for (const row of rowsFor([table], facts)) if (holds(row.when, facts)) reached.add(row);
      }
    }
  }
  for (const [at, row] of table.rows.entries())
    if (!reached.has(row)) report(`${table.id} ${at + 1}`, t('check.unreachable'));
}
