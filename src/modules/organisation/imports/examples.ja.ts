/** Filled lines for the templates: one invented office, the same in every file, so that they fit together. */
import type { Pack } from '../../standards/index.ts';
import type { ImportKind } from '../model.ts';
import type { ExampleRow } from './template.ts';

const fixed = {
  units: [
    {
      code: '1000',
      name: '見本省',
      kana: 'ミホンショウ',
      kind: '組織',
      parentCode: '',
      sortOrder: '1',
      validFrom: '2026/4/1',
    },
    {
      code: '1100',
      name: '総務局',
      kana: 'ソウムキョク',
      kind: '部局',
      parentCode: '1000',
      sortOrder: '2',
      validFrom: 'R8.4.1',
    },
    {
      code: '1110',
      name: '総務課',
      kana: 'ソウムカ',
      kind: '課室',
      parentCode: '1100',
      sortOrder: '3',
      validFrom: '令和8年4月1日',
    },
  ],
  people: [
    {
      number: '000101',
      name: '見本 太郎',
      kana: 'ミホン タロウ',
      employment: '常勤',
      email: 'taro@mihon.example.jp',
      joinedOn: '2015/4/1',
      leftOn: '',
      unitCode: '1110',
      title: '課長',
      movedOn: '2026/4/1',
    },
    {
      number: '000102',
      name: '例示 花子',
      kana: 'レイジ ハナコ',
      employment: '非常勤',
      email: '',
      joinedOn: 'R8.4.1',
      leftOn: 'R9.3.31',
      unitCode: '1110',
      title: '',
      movedOn: '',
    },
  ],
  posts: [
    { number: '000101', unitCode: '1110', main: '主務', title: '課長', validFrom: '2026/4/1', validTo: '' },
    {
      number: '000101',
      unitCode: '1100',
      main: '兼務',
      title: '情報化推進担当',
      validFrom: '2026/4/1',
      validTo: '2027/3/31',
    },
  ],
  absences: [{ number: '000102', reason: '育児休業', validFrom: '2026/10/1', validTo: '2027/9/30' }],
};

const office = {
  unitCode: '1110',
  assetCode: '',
  deputyFor: '',
  validFrom: '2026/4/1',
  validTo: '',
  decision: '総総第12号',
  decidedOn: '2026/3/25',
};

/** Examples of one import. Names of roles and attributes come from the adopted pack. */
export function examplesFor(kind: ImportKind, pack: Pack | null): readonly ExampleRow[] {
  if (kind === 'assets') return assetExamples(pack);
  return kind === 'appointments' ? appointmentExamples(pack) : fixed[kind];
}

function assetExamples(pack: Pack | null): ExampleRow[] {
  const attributes =
    pack?.conditions
      .filter((each) => !each.impliedBy)
      .slice(0, 2)
      .map((each) => each.title.ja) ?? [];
  const common = { unitCode: '1110', stage: '運用中', recognisedOn: '2026/4/1' };
  return [
    {
      ...common,
      kind: '情報システム',
      code: 'S-001',
      name: '文書管理システム',
      attributes: attributes.join('、'),
      description: '文書の作成から廃棄までを管理する。',
    },
    { ...common, kind: '区域', code: 'A-001', name: '執務室（3階）', attributes: '', description: '' },
  ];
}

function appointmentExamples(pack: Pack | null): ExampleRow[] {
  const titled = (scope: 'unit' | 'system') =>
    pack?.roles.findLast((role) => role.scope === scope && role.count.min > 0)?.title.ja;
  const [ofUnit, ofSystem] = [titled('unit'), titled('system')];
  return [
    ...(ofUnit === undefined
      ? []
      : [
          { ...office, role: ofUnit, number: '000101' },
          { ...office, role: ofUnit, number: '000102', deputyFor: '000101', validTo: '2027/3/31' },
        ]),
    ...(ofSystem === undefined
      ? []
      : [{ ...office, role: ofSystem, number: '000101', unitCode: '', assetCode: 'S-001' }]),
  ];
}
