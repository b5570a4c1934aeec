import { z } from 'zod';
import { type FieldProblem, InvalidInput, NotFound } from '../../kernel/errors.ts';
import type { Call } from '../../platform/http/route.ts';
import { route } from '../../platform/http/route.ts';
import {
  axes,
  type Classes,
  classesSchema,
  loadInformationAsset,
  restrictionId,
} from '../information/index.ts';
import { type TypeOfOrganisation, typesOfOrganisation } from '../permissions/index.ts';
import type { Pack } from '../standards/index.ts';
import { decide, type Rules } from './decide.ts';
import { t } from './messages.ts';
import {
  type Decision,
  type LedgerName,
  ledgers,
  media,
  options,
  outcomes,
  type Permission,
  places,
  type Question,
  recipients,
  softwareKinds,
} from './model.ts';
import { restrictionIds, restrictionsOf } from './part.ts';
import { answerOf, namePermission } from './present.ts';
import { loadRulebook, type Rulebook } from './rulebook.ts';

const id = z.string().max(80);
const duty = z.object({ id, text: z.string() });
const named = z.object({ id, title: z.string() });

/** The answer as every other program reads it, and beside it what a page needs to put it into words. */
const decision = z.object({
  outcome: z.enum(outcomes),
  permissions: z.array(z.object({ type: id, mode: z.enum(['all', 'any']), deciders: z.array(id) })),
  measures: z.array(duty),
  records: z.array(duty),
  reasons: z.array(z.object({ clause: z.string(), edition: z.string(), text: z.string() })),
  explained: z.object({
    pack: named.extend({ edition: z.string() }),
    action: named,
    classes: classesSchema,
    restrictions: z.array(id),
    undetermined: z.array(z.enum(axes)),
    /** As the organisation has them; `off`: it does not use the type. */
    permissions: z.array(
      z.object({
        type: id,
        title: z.string(),
        deciders: z.array(z.string()),
        words: z.string(),
        off: z.boolean(),
      }),
    ),
    /** The clause of each measure and record, by its id. */
    clauses: z.record(z.string(), z.string()),
    /** The ledger in which a record is written, by its id. */
    ledgers: z.record(z.string(), z.enum(ledgers)),
    /** The requirement whose page speaks of a clause, where the clause is only an item of it. */
    parents: z.record(z.string(), z.string()),
  }),
});

const body = z.strictObject({
  /** Another pack than the organisation's own. */
  pack: id.optional(),
  action: id,
  /** An entry of the register that the caller sees; its classes and restrictions count. */
  assetId: z.uuid().optional(),
  classes: classesSchema.partial().optional(),
  restrictions: z.array(id).max(30).optional(),
  medium: z.enum(media).optional(),
  place: z.enum(places).optional(),
  encrypted: z.boolean().optional(),
  recipient: z.enum(recipients).optional(),
  software: z.enum(softwareKinds).optional(),
});

type Body = z.output<typeof body>;

/** What is not said has no key, so that the action's own meaning of it counts. */
const said = <Given extends object>(given: Given): Given =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Given;

function questionOf({ rules, orgKind, unmarkedLowest }: Rulebook, given: Body, classes: Classes): Question {
  const { action, restrictions = [], medium, place, encrypted, recipient, software } = given;
  const problems: FieldProblem[] = [];
  if (!rules.actions.has(action)) problems.push({ field: 'action', message: t.ref('input.action') });
  const known = restrictionIds(rules);
  for (const [at, code] of restrictions.entries())
    if (!known.has(restrictionId(code)))
      problems.push({
        field: `restrictions.${at}`,
        message: t.ref('input.restriction', { restriction: code }),
      });
  const [first] = problems;
  if (first !== undefined) throw new InvalidInput(first.message, problems);
  return {
    orgKind,
    action,
    classes,
    restrictions,
    unmarkedLowest,
    ...said({ medium, place, encrypted, recipient, software }),
  } as Question;
}

type AskCall = Pick<
  Call<{ action: string }, undefined, undefined, typeof body>,
  'tx' | 'actor' | 'authorisation' | 'today'
>;

/** What the caller holds: an entry of the register, whose restrictions are added to what was said, or the classes. */
async function holding(call: AskCall, given: Body): Promise<Body & { readonly classes: Classes }> {
  const { confidentiality = null, integrity = null, availability = null } = given.classes ?? {};
  const classes: Classes = { confidentiality, integrity, availability };
  if (given.assetId === undefined) return { ...given, classes };
  const asset = await loadInformationAsset(call.tx, call, given.assetId);
  if (asset === null) throw new NotFound(t.ref('asset.notFound'));
  const known = asset.restrictions.filter((code) => restrictionId(code) !== 'own');
  return {
    ...given,
    classes: asset.classes,
    restrictions: [...new Set([...known, ...(given.restrictions ?? [])])],
    medium: given.medium ?? (asset.form === 'paper' ? 'paper' : undefined),
  };
}

function ledgersOf({ handling }: Rules, { records }: Decision): Record<string, LedgerName> {
  const named = new Set(records.map(({ id: record }) => record));
  return Object.fromEntries(
    handling.records.flatMap(({ id: record, ledger }) =>
      ledger !== undefined && named.has(record) ? [[record, ledger]] : [],
    ),
  );
}

function parentsOf(pack: Pack, { measures, records, reasons }: Decision): Record<string, string> {
  const named = new Set([...measures, ...records, ...reasons].map(({ clause }) => clause));
  const items = pack.subItems.filter(({ id: item }) => named.has(item));
  return Object.fromEntries(items.map(({ id: item, parent }) => [item, parent]));
}

/** The type as the organisation has it; nothing when another pack than its own was asked. */
function ownOf(
  { type }: Permission,
  packId: string,
  types: ReadonlyMap<string, TypeOfOrganisation>,
): TypeOfOrganisation | undefined {
  const own = types.get(type);
  return own?.packId === packId ? own : undefined;
}

/** The permission with those who decide in the organisation, where it changed who does. */
function decidedIn(
  permission: Permission,
  packId: string,
  types: ReadonlyMap<string, TypeOfOrganisation>,
): Permission {
  const own = ownOf(permission, packId, types)?.deciders ?? null;
  return own === null ? permission : { ...permission, mode: own.mode, deciders: own.ids };
}

const present = (
  { rules, pack }: Rulebook,
  question: Question,
  found: Decision,
  types: ReadonlyMap<string, TypeOfOrganisation>,
) => ({
  ...answerOf({ ...found, permissions: found.permissions.map((each) => decidedIn(each, pack.id, types)) }),
  explained: {
    pack: { id: pack.id, title: pack.title.ja, edition: pack.edition },
    action: { id: question.action, title: rules.actions.get(question.action)?.rule.title.ja ?? '' },
    classes: question.classes,
    restrictions: [...(question.restrictions ?? [])],
    undetermined: [...found.undetermined],
    permissions: found.permissions.map((each) => {
      const own = ownOf(each, pack.id, types);
      const { deciders, ...names } = namePermission(pack, each);
      return {
        ...names,
        deciders: own?.deciders ? [own.deciders.words] : [...deciders],
        title: own?.title ?? names.title,
        words: own?.deciders?.words ?? names.words,
        off: own?.off ?? false,
      };
    }),
    clauses: Object.fromEntries([...found.measures, ...found.records].map((each) => [each.id, each.clause])),
    ledgers: ledgersOf(rules, found),
    parents: parentsOf(pack, found),
  },
});

export const askHandling = route({
  method: 'POST',
  path: '/api/v1/handling/decisions',
  summary: 'Whether something may be done with information, and what it asks for',
  access: { action: 'handling.ask' },
  body,
  response: decision,
  handle: async (call) => {
    const rulebook = await loadRulebook(call.tx, call.body.pack);
    const given = await holding(call, call.body);
    const question = questionOf(rulebook, given, given.classes);
    const found = decide(rulebook.rules, question);
    const types = found.permissions.length === 0 ? new Map() : await typesOfOrganisation(call.tx);
    return present(rulebook, question, found, types);
  },
});

export const listHandlingActions = route({
  method: 'GET',
  path: '/api/v1/handling/actions',
  summary: 'What can be asked about, with the options on which each answer depends',
  access: { action: 'handling.ask' },
  query: z.object({ pack: id.optional() }),
  response: z.object({
    pack: named.extend({ edition: z.string() }),
    unmarkedLowest: z.boolean(),
    notOnPaper: z.array(z.enum(axes)),
    media: z.array(z.object({ id: z.enum(media), title: z.string() })),
    /** Only those that the document tells apart. */
    places: z.array(z.object({ id: z.enum(places), title: z.string() })),
    actions: z.array(
      named.extend({
        help: z.string(),
        options: z.array(z.enum(options)),
        media: z.array(z.enum(media)),
        place: z.enum(places),
        medium: z.enum(media),
        software: z.enum(softwareKinds),
      }),
    ),
    situations: z.array(
      named.extend({
        ask: z.object({ action: id, medium: z.enum(media), place: z.enum(places) }).nullable(),
      }),
    ),
    restrictions: z.array(named),
  }),
  handle: async ({ tx, query }) => {
    const { rules, pack, unmarkedLowest } = await loadRulebook(tx, query.pack);
    const meaning = new Map(rules.handling.actions.map((each) => [each.id, each]));
    return {
      pack: { id: pack.id, title: pack.title.ja, edition: pack.edition },
      unmarkedLowest,
      notOnPaper: [...rules.handling.notOnPaper],
      media: media.flatMap((each) =>
        each === 'unspecified' ? [] : [{ id: each, title: rules.handling.media[each].ja }],
      ),
      places: places
        .filter((each) => each !== 'designated_area' || rules.handling.places[each].as === 'inside')
        .map((each) => ({ id: each, title: rules.handling.places[each].title.ja })),
      actions: rules.handling.actions.map((each) => ({
        id: each.id,
        title: each.title.ja,
        help: each.help.ja,
        options: [...each.options],
        media: [...each.media],
        place: each.place ?? 'inside',
        medium: each.medium ?? 'unspecified',
        software: each.software ?? 'unlisted',
      })),
      situations: rules.handling.situations.map(({ id: situation, title, ask }) => ({
        id: situation,
        title: title.ja,
        ask:
          ask === undefined
            ? null
            : {
                action: ask.action,
                medium: ask.medium ?? meaning.get(ask.action)?.medium ?? 'unspecified',
                place: ask.place ?? meaning.get(ask.action)?.place ?? 'inside',
              },
      })),
      restrictions: restrictionsOf(rules),
    };
  },
});

export const routes = [askHandling, listHandlingActions];
