import { type Fraction, fraction } from '../../../kernel/rates.ts';

/** A plain reading of the definitions, row by row and without any economy, to hold the engine against. */

export interface PopulationRow {
  readonly organisation: string;
  readonly person: string;
  readonly roleGroup: string;
  readonly excluded: string;
}

export interface AnswerRow {
  readonly organisation: string;
  readonly person: string;
  readonly roleGroup: string;
  readonly item: string;
  readonly state: string;
}

type Pair = [number, number];

export class Reference {
  private readonly population: readonly PopulationRow[];
  private readonly answers: readonly AnswerRow[];

  constructor(population: readonly PopulationRow[], answers: readonly AnswerRow[]) {
    this.population = population;
    this.answers = answers;
  }

  organisations(): string[] {
    return [...new Set(this.population.map((row) => row.organisation))];
  }

  groupsOf(organisation: string | null): string[] {
    const rows = this.population.filter((row) => organisation === null || row.organisation === organisation);
    return [...new Set(rows.map((row) => row.roleGroup))];
  }

  coverage(organisation: string | null, roleGroup: string | null): Pair {
    const members = this.members(organisation, roleGroup);
    const heard = members.filter((row) =>
      this.answersOf(row).some((answer) => answer.state !== 'unanswered'),
    );
    return [heard.length, members.length];
  }

  implementation(organisation: string | null, roleGroup: string | null, item: string | null = null): Pair {
    const duties = this.answers.filter(
      (answer) =>
        (organisation === null || answer.organisation === organisation) &&
        (roleGroup === null || answer.roleGroup === roleGroup) &&
        (item === null || answer.item === item) &&
        (answer.state === 'done' || answer.state === 'not_done'),
    );
    return [duties.filter((answer) => answer.state === 'done').length, duties.length];
  }

  itemsOf(organisation: string | null, roleGroup: string): string[] {
    const rows = this.answers.filter(
      (row) => row.roleGroup === roleGroup && (organisation === null || row.organisation === organisation),
    );
    return [...new Set(rows.map((row) => row.item))];
  }

  itemAttainment(organisation: string, roleGroup: string, threshold: number): Pair {
    const rates = this.itemsOf(organisation, roleGroup).map((item) =>
      this.implementation(organisation, roleGroup, item),
    );
    return reaching(rates, threshold);
  }

  personAttainment(organisation: string, roleGroup: string, threshold: number): Pair {
    const rates = this.members(organisation, roleGroup).map((row): Pair => {
      const answers = this.answersOf(row);
      const done = answers.filter((answer) => answer.state === 'done').length;
      return [done, done + answers.filter((answer) => answer.state === 'not_done').length];
    });
    return reaching(rates, threshold);
  }

  private members(organisation: string | null, roleGroup: string | null): PopulationRow[] {
    return this.population.filter(
      (row) =>
        row.excluded === '' &&
        (organisation === null || row.organisation === organisation) &&
        (roleGroup === null || row.roleGroup === roleGroup),
    );
  }

  private answersOf(row: PopulationRow): AnswerRow[] {
    return this.answers.filter(
      (answer) =>
        answer.organisation === row.organisation &&
        answer.person === row.person &&
        answer.roleGroup === row.roleGroup,
    );
  }
}

function reaching(rates: readonly Pair[], threshold: number): Pair {
  const withDuty = rates.filter(([, d]) => d > 0);
  return [withDuty.filter(([n, d]) => 100 * n >= threshold * d).length, withDuty.length];
}

/** The mean of the non-empty ones, added one after the other. */
export function plainMean(pairs: readonly Pair[]): { value: string | null; count: number; leftOut: number } {
  const filled = pairs.filter(([, d]) => d > 0);
  const leftOut = pairs.length - filled.length;
  if (filled.length === 0) return { value: null, count: 0, leftOut };
  let total: Fraction = { p: 0n, q: 1n };
  for (const [n, d] of filled)
    total = fraction(total.p * BigInt(d) + BigInt(n) * total.q, total.q * BigInt(d));
  const mean = fraction(total.p, total.q * BigInt(filled.length));
  return { value: `${mean.p}/${mean.q}`, count: filled.length, leftOut };
}
