import { z } from 'zod';
import { cadences, comparedFields, orgKinds, requirementKinds, subjects } from './model.ts';

/** What leaves the server, as zod contracts. */
const text = z.object({ ja: z.string(), en: z.string().optional() });
const named = z.object({ id: z.string(), title: text });

const adoption = z.object({
  adoptedOn: z.string(),
  primary: z.boolean(),
  recommendations: z.array(z.string()),
  version: z.number().int(),
});

export const packHead = z.object({
  id: z.string(),
  edition: z.string(),
  version: z.string(),
  title: text,
  kind: z.enum(['standard', 'norm', 'guideline', 'measures', 'catalogue']),
  orgKinds: z.array(z.enum(orgKinds)),
  source: z.object({
    title: z.string(),
    publisher: z.string(),
    date: z.string(),
    note: z.string().optional(),
  }),
  requirements: z.number().int(),
  subItems: z.number().int(),
  recommendations: z.number().int(),
  /** Clauses with official wording in this organisation. */
  officialTexts: z.number().int(),
  /** Made for organisations of this kind. */
  suits: z.boolean(),
  adoption: adoption.nullable(),
});

export const packDetail = packHead.extend({
  titles: z.array(
    z.object({ id: z.string(), parent: z.string().nullable(), title: text, purpose: text.optional() }),
  ),
  /** Only roles that some requirement names. */
  actors: z.array(named),
  conditions: z.array(z.object({ code: z.string(), family: z.string(), title: text })),
  families: z.array(named),
  levels: z.array(named.extend({ binding: z.boolean(), adoptable: z.boolean() })),
});

export const requirementLine = z.object({
  id: z.string(),
  path: z.array(z.string()),
  actors: z.array(z.string()),
  orgKinds: z.array(z.enum(orgKinds)),
  conditions: z.array(z.string()),
  level: z.string().optional(),
  summary: text,
  /** A duty of this organisation. */
  binding: z.boolean(),
  recommended: z.boolean(),
});

/** `heading`: a title of that pack, with the requirements under it. */
const otherClause = z.object({ pack: z.string(), id: z.string(), title: z.string(), heading: z.boolean() });

export const requirementDetail = requirementLine.extend({
  titles: z.array(named),
  actorTitles: z.array(named),
  conditionTitles: z.array(z.object({ code: z.string(), family: z.string(), title: text })),
  levelTitle: text.nullable(),
  appliesTo: z.enum(subjects),
  kind: z.enum(requirementKinds),
  cadence: z.enum(cadences),
  question: text,
  evidence: text.optional(),
  notApplicableWhen: text.optional(),
  notes: z.string().optional(),
  official: z.string().nullable(),
  subItems: z.array(z.object({ id: z.string(), summary: text, official: z.string().nullable() })),
  /** Clauses of other packs that this one is carried out by, or that it carries out. */
  related: z.array(otherClause),
  crosswalk: z.array(
    z.object({
      edition: z.string(),
      editionTitle: z.string(),
      id: z.string().nullable(),
      relation: z.enum(['same', 'changed', 'moved', 'new', 'removed']),
      title: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
  previous: z.string().nullable(),
  next: z.string().nullable(),
});

/** `page`: the requirement whose page tells more; null for an edition that is not a pack here. */
const side = z
  .object({ id: z.string(), summary: z.string().nullable(), page: z.string().nullable() })
  .nullable();

export const comparisonLine = z.object({
  change: z.enum(['same', 'changed', 'added', 'removed']),
  from: side,
  to: side,
  differences: z.array(z.enum(comparedFields)),
  moved: z.boolean(),
  note: z.string().nullable(),
});

export const comparison = z.object({
  from: z.string(),
  to: z.string(),
  title: text,
  fromTitle: text,
  toTitle: text,
  complete: z.boolean(),
});

export const attachResult = z.object({
  requirements: z.object({ matched: z.number().int(), unmatched: z.array(z.string()) }),
  subItems: z.object({ matched: z.number().int(), unmatched: z.array(z.string()) }),
});
