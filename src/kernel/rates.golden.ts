/**
 * Published figures of a past annual report that the rate arithmetic has to reproduce. Where only rates were
 * published the counts are reconstructed: the smallest ones that fit, not the historical raw data.
 */

/** One stacked bar: survey, number of answers, printed whole percentages, and counts that give them. */
export interface GoldenBar {
  readonly chart: string;
  readonly survey: string;
  readonly total: number;
  readonly printed: readonly number[];
  readonly counts: readonly number[];
}

export const bars: readonly GoldenBar[] = [
  { chart: 'F1_midterm_goal', survey: 'H23', total: 194, printed: [71, 26, 3], counts: [138, 50, 6] },
  { chart: 'F1_midterm_goal', survey: 'H24', total: 192, printed: [82, 17, 1], counts: [157, 33, 2] },
  { chart: 'F1_midterm_goal', survey: 'H25', total: 191, printed: [87, 12, 1], counts: [166, 23, 2] },
  { chart: 'F2_policy', survey: 'H23', total: 194, printed: [90, 4, 6, 1], counts: [174, 7, 11, 2] },
  { chart: 'F2_policy', survey: 'H24', total: 192, printed: [92, 3, 5, 0], counts: [176, 6, 10, 0] },
  { chart: 'F2_policy', survey: 'H25', total: 191, printed: [95, 2, 3, 0], counts: [182, 4, 5, 0] },
  {
    chart: 'F3_reference',
    survey: 'H25',
    total: 186,
    printed: [12, 2, 18, 9, 1, 29, 5, 23, 1],
    counts: [22, 4, 33, 17, 2, 54, 9, 43, 2],
  },
  { chart: 'F4_policy_review', survey: 'H23', total: 173, printed: [13, 68, 19], counts: [22, 118, 33] },
  { chart: 'F4_policy_review', survey: 'H24', total: 176, printed: [14, 75, 11], counts: [25, 132, 19] },
  { chart: 'F4_policy_review', survey: 'H25', total: 182, printed: [16, 76, 8], counts: [29, 138, 15] },
  { chart: 'F5_compliance_check', survey: 'H23', total: 174, printed: [39, 40, 21], counts: [68, 70, 36] },
  { chart: 'F5_compliance_check', survey: 'H24', total: 176, printed: [45, 35, 20], counts: [79, 62, 35] },
  { chart: 'F5_compliance_check', survey: 'H25', total: 182, printed: [46, 36, 18], counts: [84, 65, 33] },
  {
    chart: 'F6_training',
    survey: 'H23',
    total: 212,
    printed: [30, 32, 7, 9, 3, 9, 10],
    counts: [64, 68, 15, 19, 6, 19, 21],
  },
  {
    chart: 'F6_training',
    survey: 'H24',
    total: 212,
    printed: [29, 35, 8, 9, 3, 10, 5],
    counts: [62, 75, 17, 19, 7, 21, 11],
  },
  {
    chart: 'F6_training',
    survey: 'H25',
    total: 225,
    printed: [25, 34, 11, 12, 4, 9, 4],
    counts: [57, 77, 25, 27, 9, 21, 9],
  },
  { chart: 'F7_procedures', survey: 'H23', total: 194, printed: [63, 24, 13, 1], counts: [122, 46, 25, 1] },
  { chart: 'F7_procedures', survey: 'H24', total: 192, printed: [66, 21, 13, 0], counts: [127, 40, 25, 0] },
  { chart: 'F7_procedures', survey: 'H25', total: 191, printed: [71, 18, 10, 0], counts: [136, 35, 20, 0] },
  { chart: 'F8_org_unit', survey: 'H23', total: 194, printed: [19, 78, 3], counts: [37, 151, 6] },
  { chart: 'F8_org_unit', survey: 'H24', total: 192, printed: [19, 78, 3], counts: [36, 150, 6] },
  { chart: 'F8_org_unit', survey: 'H25', total: 191, printed: [14, 84, 2], counts: [27, 160, 4] },
  { chart: 'F9_ciso', survey: 'H23', total: 194, printed: [23, 65, 12], counts: [45, 126, 23] },
  { chart: 'F9_ciso', survey: 'H24', total: 192, printed: [23, 66, 10], counts: [45, 127, 20] },
  { chart: 'F9_ciso', survey: 'H25', total: 191, printed: [26, 65, 8], counts: [50, 125, 16] },
  {
    chart: 'F10_info_mgmt',
    survey: 'H23',
    total: 468,
    printed: [27, 23, 27, 17, 2, 3],
    counts: [127, 109, 127, 80, 10, 15],
  },
  {
    chart: 'F10_info_mgmt',
    survey: 'H24',
    total: 472,
    printed: [27, 24, 28, 15, 3, 3],
    counts: [128, 113, 132, 71, 14, 14],
  },
  {
    chart: 'F10_info_mgmt',
    survey: 'H25',
    total: 481,
    printed: [28, 25, 28, 15, 3, 2],
    counts: [134, 119, 134, 71, 14, 9],
  },
  {
    chart: 'F11_alert_dissemination',
    survey: 'H23',
    total: 228,
    printed: [39, 57, 3, 0],
    counts: [90, 131, 7, 0],
  },
  {
    chart: 'F11_alert_dissemination',
    survey: 'H24',
    total: 226,
    printed: [42, 57, 1, 0],
    counts: [95, 129, 2, 0],
  },
  {
    chart: 'F11_alert_dissemination',
    survey: 'H25',
    total: 227,
    printed: [43, 56, 2, 0],
    counts: [97, 126, 4, 0],
  },
  {
    chart: 'F12_contact_ministry',
    survey: 'H23',
    total: 192,
    printed: [25, 69, 4, 1, 2],
    counts: [48, 132, 7, 2, 3],
  },
  {
    chart: 'F12_contact_ministry',
    survey: 'H24',
    total: 192,
    printed: [30, 66, 5, 0, 0],
    counts: [57, 126, 9, 0, 0],
  },
  {
    chart: 'F12_contact_ministry',
    survey: 'H25',
    total: 191,
    printed: [34, 63, 4, 0, 0],
    counts: [64, 120, 7, 0, 0],
  },
  { chart: 'F13_attack_record', survey: 'H23', total: 83, printed: [88, 8, 4], counts: [73, 7, 3] },
  { chart: 'F13_attack_record', survey: 'H24', total: 100, printed: [89, 7, 4], counts: [89, 7, 4] },
  { chart: 'F13_attack_record', survey: 'H25', total: 110, printed: [97, 3, 0], counts: [107, 3, 0] },
  { chart: 'F14_attack', survey: 'H23', total: 194, printed: [20, 24, 54, 3], counts: [38, 46, 104, 6] },
  { chart: 'F14_attack', survey: 'H24', total: 196, printed: [24, 29, 43, 4], counts: [47, 57, 84, 8] },
  { chart: 'F14_attack', survey: 'H25', total: 191, printed: [34, 24, 38, 5], counts: [65, 45, 72, 9] },
  { chart: 'F15_cloud_contract', survey: 'H25', total: 82, printed: [70, 10, 21], counts: [57, 8, 17] },
  { chart: 'F16_cloud', survey: 'H23', total: 194, printed: [23, 38, 35, 5], counts: [44, 73, 68, 9] },
  { chart: 'F16_cloud', survey: 'H24', total: 192, printed: [35, 34, 27, 4], counts: [67, 65, 52, 8] },
  { chart: 'F16_cloud', survey: 'H25', total: 191, printed: [48, 28, 20, 4], counts: [92, 53, 38, 8] },
];

/** Printed summary percentage with its counts: measure number, survey, percentage, n, d. */
export const summaries: readonly (readonly [number, string, string, number, number])[] = [
  [1, 'H23', '90', 174, 194],
  [1, 'H24', '92', 176, 192],
  [1, 'H25', '95', 182, 191],
  [2, 'H23', '81', 140, 173],
  [2, 'H24', '89', 157, 176],
  [2, 'H25', '92', 167, 182],
  [3, 'H23', '79', 138, 174],
  [3, 'H24', '80', 141, 176],
  [3, 'H25', '82', 149, 182],
  [4, 'H23', '97', 188, 194],
  [4, 'H24', '99', 190, 192],
  [4, 'H25', '99', 189, 191],
  [5, 'H23', '88', 171, 194],
  [5, 'H24', '90', 172, 192],
  [5, 'H25', '92', 175, 191],
  [6, 'H23', '97', 188, 194],
  [6, 'H24', '97', 186, 192],
  [6, 'H25', '98', 187, 191],
  [7, 'H23', '100', 194, 194],
  [7, 'H24', '100', 192, 192],
  [7, 'H25', '100', 191, 191],
  [8, 'H23', '92', 178, 194],
  [8, 'H24', '94', 180, 192],
  [8, 'H25', '96', 183, 191],
];

/** The chance that at least one of n recipients opens, each with p percent: n, p, printed percentage. */
export const atLeastOne: readonly (readonly [number, number, string])[] = [
  [15, 10, '79.4'],
  [15, 5, '53.7'],
  [15, 1, '14.0'],
  [50, 10, '99.5'],
  [50, 5, '92.3'],
  [50, 1, '39.5'],
  [100, 10, '100.0'],
  [100, 5, '99.4'],
  [100, 1, '63.4'],
  [500, 10, '100.0'],
  [500, 5, '100.0'],
  [500, 1, '99.3'],
];

/** Counts, printed percentage and grade: n, d, display, grade. */
export const gradings: readonly (readonly [number, number, string, string | null])[] = [
  [21, 21, '100.0', 'A'],
  [4999, 5000, '100.0', 'B'],
  [299, 300, '99.7', 'B'],
  [157, 200, '78.5', 'C'],
  [80, 100, '80.0', 'B'],
  [7996, 10000, '80.0', 'C'],
  [60, 100, '60.0', 'C'],
  [5996, 10000, '60.0', 'D'],
  [970, 1000, '97.0', 'B'],
  [964, 1000, '96.4', 'B'],
  [866, 1000, '86.6', 'B'],
  [0, 0, '該当なし', null],
];

/** Domains by the state of their sender record: total and, for each state, count and printed percentage. */
export const senderRecords: readonly { total: number; states: readonly (readonly [number, string])[] }[] = [
  {
    total: 284,
    states: [
      [227, '79.9'],
      [37, '13.0'],
      [20, '7.0'],
    ],
  },
  {
    total: 341,
    states: [
      [148, '43.4'],
      [23, '6.7'],
      [170, '49.9'],
    ],
  },
];

/** Rates that ministries published themselves, with the grade they were given: n of 1000, grade. */
export const publishedGrades: readonly (readonly [number, string])[] = [
  [1000, 'A'],
  [1000, 'A'],
  [1000, 'A'],
  [1000, 'A'],
  [1000, 'A'],
  [1000, 'A'],
  [785, 'C'],
  [866, 'B'],
  [970, 'B'],
  [964, 'B'],
  [910, 'B'],
];

/** Coverage by ministry: fifteen with all, three published, and the mean bounds that the other three must keep. */
export const ministryCoverage = {
  complete: 15,
  publishedPerMille: [785, 970, 964],
  printedMean: '98.5',
} as const;

/** The columns of the coverage table and the figure that none of their weighted means can be. */
export const coverageColumns = { columns: [98.7, 99.8, 98.6], wholePrinted: '98.5' } as const;

/** Implementation by year: three groups and the published whole. */
export const implementationColumns: readonly { year: string; columns: readonly number[]; whole: string }[] = [
  { year: 'H20', columns: [97.5, 97.2, 94.5], whole: '96.9' },
  { year: 'H21', columns: [98.3, 98.4, 97.1], whole: '98.1' },
  { year: 'H22', columns: [99.5, 99.3, 97.6], whole: '98.9' },
  { year: 'H23', columns: [99.5, 98.6, 95.9], whole: '99.0' },
  { year: 'H24', columns: [99.6, 97.9, 96.8], whole: '98.9' },
];

/** One ministry whose population, heard persons and persons reaching 100/95/90 % fit its four printed rates. */
export const attainmentCase = {
  population: 200,
  heard: 157,
  reaching: { 100: 105, 95: 114, 90: 123 },
} as const;
export const attainmentPrinted = { coverage: '78.5', 100: '66.9', 95: '72.6', 90: '78.3' } as const;
