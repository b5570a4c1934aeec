import { z } from 'zod';
import { route } from '../../../platform/http/route.ts';
import { assess } from '../assess.ts';
import { changeSettings } from '../commands/change-settings.ts';
import { markings } from '../marking-text.ts';
import {
  axes,
  classesSchema,
  forms,
  markingTargets,
  type Question,
  restrictionText,
  sourceKinds,
} from '../model.ts';
import { loadRulebook, type Rulebook } from '../queries/scheme.ts';
import { filled, standing, typed } from './shared.ts';

const axis = z.enum(axes);
const reference = { text: z.string(), source: z.string() };

const question = z.object({
  id: z.string(),
  axis,
  multiple: z.boolean(),
  title: z.string(),
  help: z.string(),
  answers: z.array(z.object({ id: z.string(), title: z.string(), source: z.string() })),
});

const settings = z.object({
  body: z.string().nullable(),
  unmarkedIsLowest: z.boolean(),
  unmarkedReason: z.string(),
  reviewMonths: z.int(),
  ownRestrictions: z.array(z.string()),
  version: z.int(),
});

const toQuestion = ({ id, axis: on, multiple, title, help, answers }: Question) => ({
  id,
  axis: on,
  multiple,
  title: title.ja,
  help: help?.ja ?? '',
  answers: answers.map((answer) => ({ id: answer.id, title: answer.title.ja, source: answer.source })),
});

const present = ({ scheme, settings: own, bodies }: Rulebook) => ({
  packId: scheme.packId,
  body: scheme.body,
  bodies: bodies.map(({ id, title }) => ({ id, title: title.ja })),
  axes: scheme.axes.map(({ id, title, notFor, levels }) => ({
    id,
    title: title.ja,
    notFor: [...notFor],
    levels: levels.map((level) => ({
      level: level.level,
      title: level.title.ja,
      mark: level.mark,
      text: level.criterion.ja,
      source: level.source,
    })),
  })),
  groups: scheme.groups.map(({ id, title, anyOf, groups }) => ({
    id,
    title: title.ja,
    anyOf: [...anyOf],
    groups: [...groups],
  })),
  restrictions: scheme.restrictions.map(({ id, title, open }) => ({ id, title: title.ja, open })),
  defaults: scheme.defaults.map((each) => ({ ...each, restrictions: [...each.restrictions] })),
  inherit: {
    ...Object.fromEntries(sourceKinds.map((kind) => [kind, [...scheme.inherit[kind]]])),
    source: scheme.inherit.source,
  },
  unmarked: scheme.unmarked,
  settings: { ...own, ownRestrictions: [...own.ownRestrictions] },
});

const level = z.int();
export const showScheme = route({
  method: 'GET',
  path: '/api/v1/information/scheme',
  summary: 'The classification scheme of the organisation and how it is applied',
  access: { action: 'information.consult' },
  response: z.object({
    packId: z.string(),
    body: z.string(),
    bodies: z.array(z.object({ id: z.string(), title: z.string() })),
    axes: z.array(
      z.object({
        id: axis,
        title: z.string(),
        notFor: z.array(z.enum(forms)),
        levels: z.array(z.object({ level, title: z.string(), mark: z.string(), ...reference })),
      }),
    ),
    groups: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        anyOf: z.array(z.object({ axis, min: level })),
        groups: z.array(z.string()),
      }),
    ),
    restrictions: z.array(z.object({ id: z.string(), title: z.string(), open: z.boolean() })),
    defaults: z.array(
      z.object({
        axis,
        min: level,
        max: level,
        restrictions: z.array(z.string()),
        source: z.string(),
      }),
    ),
    inherit: z.record(z.string(), z.union([z.array(axis), z.string()])),
    unmarked: z.object({ adoptable: z.boolean(), source: z.string() }),
    settings,
  }),
  handle: async ({ tx }) => present(await loadRulebook(tx)),
});

export const assessClasses = route({
  method: 'POST',
  path: '/api/v1/information/assessments',
  summary: 'Which classes follow from the answers to the questions of the pack, and why; nothing is kept',
  access: { action: 'information.consult' },
  body: z.object({
    form: z.enum(forms).default('electronic'),
    answers: z.record(z.string().max(50), z.array(z.string().max(50)).max(20)).default({}),
  }),
  response: z.object({
    classes: classesSchema,
    reasons: z.array(z.object({ axis, level: level.nullable(), ...reference })),
    restrictions: z.array(z.object({ id: z.string(), title: z.string() })),
    ask: z.array(axis),
    questions: z.array(question),
    complete: z.boolean(),
  }),
  handle: async ({ tx, body }) => {
    const { scheme } = await loadRulebook(tx);
    const result = assess(scheme, body.form, body.answers);
    return {
      ...result,
      reasons: [...result.reasons],
      ask: [...result.ask],
      restrictions: result.restrictions.map((id) => ({ id, title: restrictionText(scheme, id) })),
      questions: result.questions.map(toQuestion),
    };
  },
});

export const composeMarking = route({
  method: 'POST',
  path: '/api/v1/information/markings',
  summary: 'The marking of these classes and restrictions for header, file name and subject',
  access: { action: 'information.consult' },
  body: standing.extend({ name: typed(200).default('') }),
  response: z.object({ items: z.array(z.object({ target: z.enum(markingTargets), text: z.string() })) }),
  handle: async ({ tx, body }) => {
    const { scheme } = await loadRulebook(tx);
    return { items: markings(scheme, body, body.name) };
  },
});

export const showSettings = route({
  method: 'GET',
  path: '/api/v1/information/settings',
  summary: 'How the organisation classifies',
  access: { action: 'information.settings' },
  response: settings,
  handle: async ({ tx }) => {
    const own = (await loadRulebook(tx)).settings;
    return { ...own, ownRestrictions: [...own.ownRestrictions] };
  },
});

export const putSettings = route({
  method: 'PUT',
  path: '/api/v1/information/settings',
  summary: 'Change how the organisation classifies',
  access: { action: 'information.settings' },
  body: z.object({
    version: z.int().min(0),
    body: z.string().max(50).nullable(),
    unmarkedIsLowest: z.boolean(),
    unmarkedReason: typed(500).default(''),
    reviewMonths: z.int().min(1).max(120),
    ownRestrictions: z.array(filled(60)).max(50).default([]),
  }),
  handle: async ({ tx, actor, body: { version, ...input } }) => {
    await changeSettings(tx, actor, version, input);
    return undefined;
  },
});

export const schemeRoutes = [showScheme, assessClasses, composeMarking, showSettings, putSettings] as const;
