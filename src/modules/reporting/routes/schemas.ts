import { z } from 'zod';

/** The shapes that figures have on the wire. */

/** Lists leave as they are: nothing changes them on the way. */
export const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();

const int = z.number().int();

const rate = z.object({
  n: int,
  d: int,
  display: z.string(),
  grade: z.string().nullable(),
  roundedUp: z.boolean(),
});

const figure = z.object({ n: int, d: int, display: z.string(), grade: z.string().nullable() });

const mean = z.object({
  value: z.string().nullable(),
  display: z.string(),
  grade: z.string().nullable(),
  count: int,
  leftOut: int,
});

const attainmentFigures = z.object({ '100': figure, '95': figure, '90': figure });

export const attainment = z.object({ item: attainmentFigures, person: attainmentFigures });

const item = z.object({
  roleGroup: z.string(),
  groupTitle: z.string(),
  item: z.string(),
  title: z.string(),
  rate,
});

const historyRow = z.object({
  roleGroup: z.string().nullable(),
  title: z.string(),
  cells: list(
    z.discriminatedUnion('kind', [
      rate.extend({ kind: z.literal('counted') }),
      z.object({ kind: z.literal('printed'), display: z.string() }),
      z.object({ kind: z.literal('unknown') }),
    ]),
  ),
});

export const history = z.object({
  years: list(
    z.object({
      fiscalYear: int,
      edition: z.string(),
      focus: z.enum(['all', 'focused']),
      interim: z.boolean(),
      breakBefore: z.boolean(),
    }),
  ),
  coverage: list(historyRow),
  implementation: list(historyRow),
});

const groupHead = { roleGroup: z.string(), title: z.string(), population: int, itemCount: int };

const itemAttainment = z.object({ item: attainmentFigures });

/** A role group on a dashboard: without what is read person by person. */
const groupFigures = z.object({
  ...groupHead,
  coverage: rate,
  implementation: rate,
  attainment: itemAttainment,
});

const implementation = z.object({ pooled: rate, meanOfItems: mean, meanOfSubjects: mean });

const unitRow = z.object({
  unitId: z.uuid(),
  name: z.string(),
  depth: int,
  coverage: rate,
  implementation: rate,
});

/** The figures of a dashboard. */
export const figures = z.object({
  groups: list(groupFigures),
  whole: z.object({ coverage: rate, implementation, attainment: itemAttainment }),
  items: list(item),
  weakItems: list(item),
  emptyItems: int,
  units: list(unitRow),
});

export const report = z.object({
  organisation: z.string(),
  standard: z.string(),
  edition: z.string(),
  fiscalYear: int,
  focus: z.enum(['all', 'focused']),
  focusReason: z.string(),
  baseDate: z.string(),
  opensOn: z.string(),
  closesOn: z.string(),
  interim: z.boolean(),
  asOf: z.string(),
  method: z.enum(['pooled', 'meanOfItems', 'meanOfSubjects']),
  groups: list(groupFigures.extend({ roles: list(z.string()), attainment })),
  whole: z.object({ coverage: rate, implementation, attainment }),
  exclusions: list(z.object({ reason: z.string(), count: int })),
  history,
  yearOnYear: list(
    z.object({
      roleGroup: z.string().nullable(),
      title: z.string(),
      coverage: z.string().nullable(),
      implementation: z.string().nullable(),
    }),
  ),
  items: list(item),
  weakItems: list(item),
  emptyItems: int,
  units: list(unitRow),
});

export const unitChoice = z.object({ id: z.uuid(), name: z.string(), depth: int });

export const campaignHead = z.object({
  id: z.uuid(),
  title: z.string(),
  fiscalYear: int,
  status: z.string(),
  interim: z.boolean(),
  focus: z.enum(['all', 'focused']),
  focusReason: z.string(),
  edition: z.string(),
  packId: z.string(),
  standard: z.string(),
  baseDate: z.string(),
});

/** What the stand-alone engine gives; see docs/adr/0011-what-a-rate-counts.md. */
export const gatheredReport = z.object({
  /** Every figure as a row, ready to be saved. */
  csv: z.string(),
  organisations: list(
    z.object({
      organisation: z.string(),
      coverage: figure,
      implementation: figure,
      attainment,
      roleGroups: list(
        z.object({
          roleGroup: z.string(),
          coverage: figure,
          implementation: figure,
          attainment,
          items: list(z.object({ item: z.string(), implementation: figure })),
        }),
      ),
    }),
  ),
  whole: z.object({
    coverage: z.object({ pooled: figure, meanOfOrgs: mean }),
    implementation: z.object({ pooled: figure, meanOfItems: mean, meanOfSubjects: mean, meanOfOrgs: mean }),
  }),
});
