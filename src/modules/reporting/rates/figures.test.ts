import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attainmentThresholds } from '../../../kernel/rates.ts';
import { writeCsv } from '../../../platform/documents/csv.ts';
import { figuresOf, type RatesReport } from './figures.ts';
import { gather } from './gather.ts';
import { type AnswerRow, type PopulationRow, plainMean, Reference } from './reference.testing.ts';
import { naturalCompare } from './tally.ts';

interface Gathering {
  readonly population: PopulationRow[];
  readonly answers: AnswerRow[];
}

const anyGathering: fc.Arbitrary<Gathering> = fc
  .uniqueArray(
    fc.record({
      organisation: fc.constantFrom('甲省', '乙省', '丙庁'),
      person: fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5'),
      roleGroup: fc.constantFrom('責任者等', 'システム責任者等', '行政事務従事者'),
      excluded: fc.constantFrom('', '', '', '休職'),
    }),
    { selector: (row) => JSON.stringify([row.organisation, row.person, row.roleGroup]), maxLength: 25 },
  )
  .chain((population) => {
    const asked = population.filter((row) => row.excluded === '');
    const anyAnswers = asked.map((row) =>
      fc
        .uniqueArray(
          fc.record({
            item: fc.constantFrom('1.1', '1.2', '2.1', '10.1'),
            state: fc.constantFrom('done', 'done', 'not_done', 'not_applicable', 'unanswered'),
          }),
          { selector: ({ item }) => item, maxLength: 4 },
        )
        .map((given) => given.map((answer) => ({ ...answer, ...row }))),
    );
    return fc.tuple(...anyAnswers).map((answers) => ({ population, answers: answers.flat() }));
  });

function figures({ population, answers }: Gathering): RatesReport {
  const result = gather({
    population: {
      file: 'population.csv',
      bytes: writeCsv(
        ['organisation', 'unit', 'person', 'role_group', 'excluded'],
        population.map((row) => [row.organisation, '課', row.person, row.roleGroup, row.excluded]),
      ),
    },
    answers: {
      file: 'answers.csv',
      bytes: writeCsv(
        ['organisation', 'person', 'role_group', 'item', 'state'],
        answers.map((row) => [row.organisation, row.person, row.roleGroup, row.item, row.state]),
      ),
    },
  });
  if ('problems' in result) throw new Error(result.problems.lines().join('\n'));
  return figuresOf(result.tallies);
}

const pair = ({ n, d }: { n: number; d: number }) => [n, d];

describe('the engine', () => {
  it('agrees with the definitions read row by row', () => {
    fc.assert(
      fc.property(anyGathering, (gathering) => {
        const report = figures(gathering);
        const reference = new Reference(gathering.population, gathering.answers);
        expect(report.organisations.map((each) => each.organisation).sort()).toEqual(
          reference.organisations().sort(),
        );
        for (const organisation of report.organisations) {
          const name = organisation.organisation;
          expect(pair(organisation.coverage)).toEqual(reference.coverage(name, null));
          expect(pair(organisation.implementation)).toEqual(reference.implementation(name, null));
          expect(organisation.roleGroups).toHaveLength(reference.groupsOf(name).length);
          for (const group of organisation.roleGroups) {
            expect(pair(group.coverage)).toEqual(reference.coverage(name, group.roleGroup));
            expect(pair(group.implementation)).toEqual(reference.implementation(name, group.roleGroup));
            for (const threshold of attainmentThresholds) {
              const { item, person } = group.attainment;
              expect(pair(item[threshold])).toEqual(
                reference.itemAttainment(name, group.roleGroup, threshold),
              );
              expect(pair(person[threshold])).toEqual(
                reference.personAttainment(name, group.roleGroup, threshold),
              );
            }
            for (const { item, implementation } of group.items) {
              expect(pair(implementation)).toEqual(reference.implementation(name, group.roleGroup, item));
            }
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('aggregates over organisations by each method as defined', () => {
    fc.assert(
      fc.property(anyGathering, (gathering) => {
        const { coverage, implementation } = figures(gathering).whole;
        const reference = new Reference(gathering.population, gathering.answers);
        const organisations = reference.organisations();
        const groups = reference.groupsOf(null);
        expect(pair(coverage.pooled)).toEqual(reference.coverage(null, null));
        expect(pair(implementation.pooled)).toEqual(reference.implementation(null, null));
        const means = {
          coverage: plainMean(organisations.map((name) => reference.coverage(name, null))),
          orgs: plainMean(organisations.map((name) => reference.implementation(name, null))),
          subjects: plainMean(groups.map((group) => reference.implementation(null, group))),
          items: plainMean(
            groups.flatMap((group) =>
              reference.itemsOf(null, group).map((item) => reference.implementation(null, group, item)),
            ),
          ),
        };
        expect(coverage.meanOfOrgs).toMatchObject(means.coverage);
        expect(implementation.meanOfOrgs).toMatchObject(means.orgs);
        expect(implementation.meanOfSubjects).toMatchObject(means.subjects);
        expect(implementation.meanOfItems).toMatchObject(means.items);
      }),
      { numRuns: 150 },
    );
  });

  it('gives the same bytes whatever the order of the rows', () => {
    fc.assert(
      fc.property(anyGathering, fc.infiniteStream(fc.nat()), ({ population, answers }, keys) => {
        const shuffle = <Row>(rows: Row[]) =>
          rows
            .map((row) => ({ row, key: keys.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ row }) => row);
        const shuffled = { population: shuffle(population), answers: shuffle(answers) };
        expect(JSON.stringify(figures(shuffled))).toBe(JSON.stringify(figures({ population, answers })));
      }),
    );
  });

  it('never lets attainment rise with the threshold, nor the heard exceed the population', () => {
    fc.assert(
      fc.property(anyGathering, (gathering) => {
        for (const { attainment, coverage } of figures(gathering).organisations) {
          for (const unit of [attainment.item, attainment.person]) {
            expect(unit[100].n).toBeLessThanOrEqual(unit[95].n);
            expect(unit[95].n).toBeLessThanOrEqual(unit[90].n);
            expect(unit[90].n).toBeLessThanOrEqual(unit[90].d);
          }
          expect(coverage.n).toBeLessThanOrEqual(coverage.d);
        }
      }),
    );
  });

  it('moves only coverage when an unanswered item turns out not to apply', () => {
    const population = [{ organisation: '甲省', person: 'p1', roleGroup: '責任者等', excluded: '' }];
    const answer = {
      organisation: '甲省',
      person: 'p1',
      roleGroup: '責任者等',
      item: '1.1',
      state: 'unanswered',
    };
    const before = figures({ population, answers: [answer] });
    const after = figures({ population, answers: [{ ...answer, state: 'not_applicable' }] });
    expect(before.organisations[0]?.coverage).toMatchObject({ n: 0, d: 1 });
    expect(after.organisations[0]?.coverage).toMatchObject({ n: 1, d: 1 });
    expect(after.organisations[0]?.implementation).toEqual(before.organisations[0]?.implementation);
  });

  it('takes many organisations and answers in moderate time', () => {
    const population: PopulationRow[] = [];
    const answers: AnswerRow[] = [];
    for (let at = 0; at < 4000; at += 1) {
      const row = {
        organisation: `組織${at % 400}`,
        person: `p${at}`,
        roleGroup: '行政事務従事者',
        excluded: '',
      };
      population.push(row);
      for (let item = 0; item < 20; item += 1) {
        answers.push({ ...row, item: `${item}`, state: (at * item) % 7 === 3 ? 'not_done' : 'done' });
      }
    }
    const started = performance.now();
    const report = figures({ population, answers });
    expect(performance.now() - started).toBeLessThan(5000);
    expect(report.whole.implementation.meanOfOrgs.count).toBe(400);
    expect(report.organisations[1]?.organisation).toBe('組織1');
  });
});

it('names are ordered by the value of their numbers', () => {
  const names = ['3.1.10', '3.1.2', '10.1', '組織2', '組織10', 'a', ''];
  expect([...names].sort(naturalCompare)).toEqual(['', '3.1.2', '3.1.10', '10.1', 'a', '組織2', '組織10']);
});
