/** A reorganisation while it is drawn up: pure. */
import { fiscalYearOf, fiscalYearRange } from '../../../kernel/dates.ts';
import { t } from '../messages.ts';
import type { reorganise, UnitNode } from './calls.ts';

export type UnitChangeBody = Parameters<typeof reorganise>[0]['body']['changes'][number];

/** The day on which most reorganisations happen: the next 1 April. */
export const nextFirstOfApril = (today: string): string => fiscalYearRange(fiscalYearOf(today) + 1).from;

/** One change in a sentence. */
export function describeChange(change: UnitChangeBody, units: readonly UnitNode[]): string {
  const nameOf = (id: string) => units.find((unit) => unit.id === id)?.name ?? '';
  switch (change.type) {
    case 'create':
      return t('reorganise.line.create', { name: change.unit.name });
    case 'change':
      return t('reorganise.line.change', { name: nameOf(change.unitId), what: whatChanges(change.to) });
    case 'merge':
      return t('reorganise.line.merge', {
        names: change.unitIds.map(nameOf).join('、'),
        name: change.into.name,
      });
    case 'split':
      return t('reorganise.line.split', {
        name: nameOf(change.unitId),
        names: change.into.map(partText).join('、'),
      });
    case 'abolish':
      return t('reorganise.line.abolish', { name: nameOf(change.unitId) });
  }
}

/** A part with the number of people who were chosen for it. */
const partText = ({
  name,
  personIds = [],
}: {
  readonly name: string;
  readonly personIds?: string[] | undefined;
}): string =>
  personIds.length === 0 ? `「${name}」` : t('reorganise.line.part', { name, count: personIds.length });

function whatChanges(to: Extract<UnitChangeBody, { type: 'change' }>['to']): string {
  const parts = [
    to.name && `${t('unit.name')} ${to.name}`,
    to.code && `${t('unit.code')} ${to.code}`,
    to.kind && `${t('unit.kind')} ${t(`unitKind.${to.kind}`)}`,
    to.parentCode && `${t('unit.parentCode')} ${to.parentCode}`,
  ];
  return parts.filter(Boolean).join('、');
}

/** What is typed of a unit of the new tree. */
export interface SpecValues {
  readonly code: string;
  readonly name: string;
  readonly kana: string;
  readonly kind: string;
  readonly parentCode: string;
}

export const emptySpec: SpecValues = { code: '', name: '', kana: '', kind: '', parentCode: '' };
