import { and, eq, inArray } from 'drizzle-orm';
import { type FigureName, figureNames } from '../../modules/exceptions/model.ts';
import { exceptionPeriodReports, exceptions, type PeriodFigures } from '../../modules/exceptions/tables.ts';
import type { Tx } from '../../platform/database/database.ts';

/** Takes out of a report that the sample dates back what was decided only after it. */
export async function dateFiguresBack(tx: Tx, reportId: string, reportedAt: Date): Promise<void> {
  const key = and(
    eq(exceptionPeriodReports.organisationId, tx.organisationId),
    eq(exceptionPeriodReports.id, reportId),
  );
  const [report] = await tx.select().from(exceptionPeriodReports).where(key);
  if (!report) throw new Error('the report is there');
  const { counted } = report.figures;
  const named = await tx
    .select()
    .from(exceptions)
    .where(
      and(
        eq(exceptions.organisationId, tx.organisationId),
        inArray(exceptions.id, [...new Set(Object.values(counted).flat())]),
      ),
    );
  const then = named.filter(({ decidedAt, submittedAt }) => {
    const at = decidedAt ?? submittedAt;
    return at !== null && at <= reportedAt;
  });
  const known = new Set(then.map(({ id }) => id));
  const kept = Object.fromEntries(
    figureNames.map((name) => [name, counted[name].filter((id) => known.has(id))]),
  ) as Record<FigureName, string[]>;
  const living = then.filter(({ id }) => kept.living.includes(id));
  const clauses: PeriodFigures['clauses'] = report.figures.clauses
    .map((each) => ({
      ...each,
      count: living.filter(({ packId, clause }) => packId === each.packId && clause === each.clause).length,
    }))
    .filter(({ count }) => count > 0);
  await tx
    .update(exceptionPeriodReports)
    .set({ reportedAt, figures: { counted: kept, clauses } })
    .where(key);
}
