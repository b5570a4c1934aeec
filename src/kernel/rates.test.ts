import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as golden from './rates.golden.ts';
import {
  attainment,
  attainmentThresholds,
  compareFractions,
  display,
  displayFraction,
  exactValue,
  type Fraction,
  formatFraction,
  fraction,
  gradeOf,
  isRoundedUpToFull,
  meanFigure,
  meanOf,
  parseFraction,
  pooled,
  type Rate,
  rateFigure,
  rateOf,
} from './rates.ts';

const anyRate: fc.Arbitrary<Rate> = fc
  .nat({ max: 100_000 })
  .chain((d) => fc.nat({ max: d }).map((n) => ({ n, d })));
const filledRate = anyRate.filter((rate) => rate.d > 0);
const filledValue = (rate: Rate): Fraction => fraction(BigInt(rate.n), BigInt(rate.d));

describe('published figures', () => {
  it('G1: twelve printed chances, three of which print 100.0 though they are less', () => {
    let roundedUp = 0;
    for (const [n, percent, printed] of golden.atLeastOne) {
      const chance = fraction(100n ** BigInt(n) - BigInt(100 - percent) ** BigInt(n), 100n ** BigInt(n));
      expect(displayFraction(chance), `${n} × ${percent} %`).toBe(printed);
      if (isRoundedUpToFull(chance)) roundedUp += 1;
    }
    expect(golden.atLeastOne).toHaveLength(12);
    expect(roundedUp).toBe(3);
  });

  it('G2, G12: grades on the exact fraction, 該当なし for nobody', () => {
    expect(golden.gradings).toHaveLength(12);
    for (const [n, d, printed, grade] of golden.gradings) {
      expect(rateFigure({ n, d }), `${n}/${d}`).toEqual({ n, d, display: printed, grade });
    }
  });

  it('G3: grades that follow from the rates in the chapters', () => {
    for (const [perMille, grade] of golden.publishedGrades) {
      expect(gradeOf(exactValue({ n: perMille, d: 1000 }))).toBe(grade);
    }
  });

  it('G4: every printed bar and all 24 summary rates', () => {
    const cells = golden.bars.flatMap((bar) =>
      bar.counts.map((n, at) => [n, bar.total, bar.printed[at]] as const),
    );
    expect(cells).toHaveLength(180);
    for (const [n, d, printed] of cells) expect(display({ n, d }, 0)).toBe(String(printed));
    expect(golden.summaries).toHaveLength(24);
    for (const [, , printed, n, d] of golden.summaries) expect(display({ n, d }, 0)).toBe(printed);
  });

  it.each([
    ['H24', [45, 127, 20], ['23', '66', '10'], '90'],
    ['H25', [50, 125, 16], ['26', '65', '8'], '92'],
  ] as const)('G5: rounds after adding (%s)', (_survey, counts, printed, together) => {
    const d = counts[0] + counts[1] + counts[2];
    expect(counts.map((n) => display({ n, d }, 0))).toEqual(printed);
    expect(display({ n: counts[0] + counts[1], d }, 0)).toBe(together);
    expect(String(Number(printed[0]) + Number(printed[1]))).not.toBe(together);
  });

  it('G7: ten of three hundred', () => {
    expect(display({ n: 10, d: 300 }, 2)).toBe('3.33');
    expect(display({ n: 10, d: 300 }, 0)).toBe('3');
  });

  it('G8: a row may add up to 99.9 and is left so', () => {
    for (const row of golden.senderRecords) {
      for (const [n, printed] of row.states) expect(display({ n, d: row.total })).toBe(printed);
    }
    const [first] = golden.senderRecords;
    const tenths = first?.states.map(([n]) => Number(display({ n, d: first.total })) * 10) ?? [];
    expect(Math.round(tenths.reduce((a, b) => a + b, 0))).toBe(999);
  });

  it.each([
    ['the least that fits', [9852, 9852, 9852]],
    ['the most that fits', [9921, 9922, 9921]],
    ['unequal ones', [9700, 9999, 9930]],
  ])('G9: the plain mean of 21 ministries, with %s', (_case, unknown) => {
    const known = golden.ministryCoverage.publishedPerMille.map((n) => ({ n, d: 1000 }));
    const rest = unknown.map((n) => ({ n, d: 10_000 }));
    const complete = Array.from({ length: golden.ministryCoverage.complete }, (_, at) => ({
      n: at + 7,
      d: at + 7,
    }));
    const mean = meanOf([...complete, ...known, ...rest]);
    expect(meanFigure(mean)).toMatchObject({
      display: golden.ministryCoverage.printedMean,
      grade: 'B',
      count: 21,
      leftOut: 0,
    });
  });

  it('G10: printed percentages are refused as input, and would be wrong', () => {
    const columns = golden.coverageColumns.columns.map((n) => ({ n, d: 100 }));
    expect(() => meanOf(columns)).toThrow(RangeError);
    expect(() => pooled(columns)).toThrow(RangeError);
    expect(() => columns.map((each) => attainment([each], 95))).toThrow(RangeError);
    expect(Math.min(...golden.coverageColumns.columns)).toBeGreaterThan(
      Number(golden.coverageColumns.wholePrinted),
    );
    for (const { columns: groups, whole } of golden.implementationColumns) {
      const mean = meanOf(groups.map((percent) => ({ n: Math.round(percent * 10), d: 1000 })));
      expect(meanFigure(mean).display).not.toBe(whole);
    }
  });

  it('G11: coverage and attainment of one ministry', () => {
    const { population, heard, reaching } = golden.attainmentCase;
    expect(display({ n: heard, d: population })).toBe(golden.attainmentPrinted.coverage);
    for (const t of attainmentThresholds) {
      expect(display({ n: reaching[t], d: heard })).toBe(golden.attainmentPrinted[t]);
    }
  });

  it('G12: empty rates stay out of the mean and are counted', () => {
    expect(
      meanFigure(
        meanOf([
          { n: 1, d: 2 },
          { n: 0, d: 0 },
          { n: 1, d: 1 },
        ]),
      ),
    ).toEqual({
      value: '3/4',
      display: '75.0',
      grade: 'C',
      count: 2,
      leftOut: 1,
    });
    expect(meanFigure(meanOf([{ n: 0, d: 0 }]))).toEqual({
      value: null,
      display: '該当なし',
      grade: null,
      count: 0,
      leftOut: 1,
    });
  });
});

describe('rounding', () => {
  it('is half up on the exact value', () => {
    expect(display({ n: 1, d: 2000 })).toBe('0.1');
    expect(display({ n: 49_999, d: 100_000_000 })).toBe('0.0');
    expect(display({ n: 1, d: 8 })).toBe('12.5');
    expect(display({ n: 1, d: 8 }, 0)).toBe('13');
    expect(displayFraction(fraction(-1n, 3n))).toBe('-33.3');
    expect(displayFraction(fraction(-1n, 3000n))).toBe('0.0');
  });

  it('marks what prints as 100 and is not', () => {
    expect(isRoundedUpToFull(exactValue({ n: 4999, d: 5000 }))).toBe(true);
    expect(isRoundedUpToFull(exactValue({ n: 299, d: 300 }))).toBe(false);
    expect(isRoundedUpToFull(exactValue({ n: 299, d: 300 }), 0)).toBe(true);
    expect(isRoundedUpToFull(exactValue({ n: 5, d: 5 }))).toBe(false);
    expect(isRoundedUpToFull(null)).toBe(false);
  });

  it('is within half a unit of the last place', () => {
    fc.assert(
      fc.property(filledRate, fc.integer({ min: 0, max: 4 }), (rate, decimals) => {
        const scale = 10n ** BigInt(decimals);
        const printed = BigInt(display(rate, decimals).replace('.', ''));
        const twiceError = 2n * (printed * BigInt(rate.d) - BigInt(rate.n) * 100n * scale);
        return twiceError > -BigInt(rate.d) && twiceError <= BigInt(rate.d);
      }),
    );
  });
});

describe('grades', () => {
  it('follow the exact value, whatever is printed', () => {
    fc.assert(
      fc.property(filledRate, (rate) => {
        const grade = gradeOf(exactValue(rate));
        const expected =
          rate.n === rate.d ? 'A' : rate.n * 5 >= rate.d * 4 ? 'B' : rate.n * 5 >= rate.d * 3 ? 'C' : 'D';
        expect(grade).toBe(expected);
      }),
    );
  });

  it('come from the bands given', () => {
    const bands = [{ grade: '良', min: { n: 1, d: 3 } }];
    expect(gradeOf(exactValue({ n: 1, d: 3 }), bands)).toBe('良');
    expect(gradeOf(exactValue({ n: 333, d: 1000 }), bands)).toBeNull();
  });
});

describe('pooling, means and attainment', () => {
  it('do not depend on order', () => {
    fc.assert(
      fc.property(fc.array(anyRate, { maxLength: 30 }), fc.infiniteStream(fc.nat()), (rates, keys) => {
        const order = rates.map((rate) => ({ rate, key: keys.next().value ?? 0 }));
        const shuffled = order.sort((a, b) => a.key - b.key).map((each) => each.rate);
        expect(pooled(shuffled)).toEqual(pooled(rates));
        expect(meanFigure(meanOf(shuffled))).toEqual(meanFigure(meanOf(rates)));
        for (const t of attainmentThresholds) expect(attainment(shuffled, t)).toEqual(attainment(rates, t));
      }),
    );
  });

  it('keep the mean and the pooled rate between the least and the greatest', () => {
    fc.assert(
      fc.property(fc.array(filledRate, { minLength: 1, maxLength: 30 }), (rates) => {
        const values = rates.map(filledValue).sort(compareFractions);
        const [least, greatest] = [values[0], values.at(-1)];
        const both = [meanOf(rates).value, exactValue(pooled(rates))];
        for (const value of both) {
          if (!value || !least || !greatest) throw new Error('a filled rate has a value');
          expect(compareFractions(least, value)).toBeLessThanOrEqual(0);
          expect(compareFractions(value, greatest)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  it('agree when all denominators are equal', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 30 }), (counts) => {
        const rates = counts.map((n) => ({ n, d: 50 }));
        expect(meanOf(rates).value).toEqual(exactValue(pooled(rates)));
      }),
    );
  });

  it('never raise attainment with the threshold', () => {
    fc.assert(
      fc.property(
        fc.array(anyRate, { maxLength: 40 }),
        fc.nat({ max: 100 }),
        fc.nat({ max: 100 }),
        (rates, a, b) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          expect(attainment(rates, high).n).toBeLessThanOrEqual(attainment(rates, low).n);
          expect(attainment(rates, high).d).toBe(rates.filter((rate) => rate.d > 0).length);
        },
      ),
    );
  });

  it('compare with the threshold exactly, also beyond safe products', () => {
    expect(attainment([{ n: 95, d: 100 }], 95)).toEqual({ n: 1, d: 1 });
    expect(attainment([{ n: 9499, d: 10_000 }], 95)).toEqual({ n: 0, d: 1 });
    const d = Number.MAX_SAFE_INTEGER;
    expect(attainment([{ n: d - 1, d }], 100)).toEqual({ n: 0, d: 1 });
  });

  it('leave empty rates out without changing the mean', () => {
    fc.assert(
      fc.property(fc.array(filledRate, { maxLength: 20 }), fc.nat({ max: 5 }), (rates, empty) => {
        const padded = [...rates, ...Array.from({ length: empty }, () => ({ n: 0, d: 0 }))];
        expect(meanOf(padded)).toEqual({ ...meanOf(rates), leftOut: empty });
      }),
    );
  });
});

describe('fractions', () => {
  it('are in lowest terms and survive writing', () => {
    fc.assert(
      fc.property(filledRate, (rate) => {
        const value = filledValue(rate);
        expect(parseFraction(formatFraction(value))).toEqual(value);
      }),
    );
    expect(formatFraction(fraction(0n, 17n))).toBe('0/1');
    expect(parseFraction('2/4')).toBeNull();
    expect(parseFraction('0.5')).toBeNull();
    expect(() => fraction(1n, 0n)).toThrow(RangeError);
  });

  it('refuse counts that are none', () => {
    for (const [n, d] of [
      [2, 1],
      [-1, 1],
      [0.5, 1],
      [Number.NaN, 1],
    ] as const) {
      expect(() => rateOf(n, d)).toThrow(RangeError);
    }
  });
});
