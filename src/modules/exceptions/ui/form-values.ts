/** The values of the forms, and what the API takes of them. */
import { addDays, today as dayOf, formatInstant } from '../../../kernel/dates.ts';
import type { Candidate } from '../../../kit/ui/combobox.tsx';
import type { AffectedKind, Way } from '../model.ts';
import type { ClauseChoice, ExceptionInfo } from './calls.ts';

export interface ExceptionValues {
  readonly clause: Candidate | null;
  readonly title: string;
  readonly way: Way | '';
  readonly reasonCategory: string;
  readonly reason: string;
  readonly risk: string;
  readonly alternative: string;
  readonly impact: string;
  /** One condition a line. */
  readonly proposedConditions: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly affectedKind: AffectedKind;
  readonly unit: Candidate | null;
  readonly asset: Candidate | null;
  readonly people: readonly Candidate[];
}

/** The same of an emergency, with the day and time of Japan at which it was done. */
export interface EmergencyValues extends ExceptionValues {
  readonly actedOn: string;
  readonly actedTime: string;
}

/** A clause as a choice: pack and clause in the value, since no clause number holds a space. */
export const clauseCandidate = (
  clause: Pick<ClauseChoice, 'packId' | 'id' | 'text' | 'edition' | 'heading'>,
): Candidate => ({
  value: `${clause.packId} ${clause.id}`,
  label: `${clause.id}　${clause.text}`,
  detail: `${clause.edition}　${clause.heading}`,
});

/** The beginning of a form: nothing but the person who writes, and a period from today on. */
export const emptyValues = (
  person: { readonly id: string; readonly name: string } | null,
  today: string,
): ExceptionValues => ({
  clause: null,
  title: '',
  way: '',
  reasonCategory: '',
  reason: '',
  risk: '',
  alternative: '',
  impact: '',
  proposedConditions: '',
  validFrom: addDays(today, 1),
  validUntil: '',
  affectedKind: 'persons',
  unit: null,
  asset: null,
  people: person === null ? [] : [{ value: person.id, label: person.name }],
});

const named = (record: { readonly id: string; readonly name: string } | null): Candidate | null =>
  record === null ? null : { value: record.id, label: record.name };

/** The values of a draft. */
export const valuesOf = (draft: ExceptionInfo): ExceptionValues => ({
  clause: {
    value: `${draft.packId} ${draft.clause}`,
    label: `${draft.clause}　${draft.clauseText}`,
  },
  title: draft.title ?? '',
  way: draft.way,
  reasonCategory: draft.reasonCategory ?? '',
  reason: draft.reason,
  risk: draft.risk,
  alternative: draft.alternative,
  impact: draft.impact,
  proposedConditions: draft.proposedConditions.join('\n'),
  validFrom: draft.validFrom ?? '',
  validUntil: draft.validUntil ?? '',
  affectedKind: draft.affectedKind,
  unit: named(draft.affectedUnit),
  asset: named(draft.affectedAsset),
  people: draft.people.map(({ id, name }) => ({ value: id, label: name })),
});

/** The values of a report of an emergency that was sent back. */
export function emergencyValuesOf(report: ExceptionInfo): EmergencyValues {
  const at = report.actedAt === null ? null : new Date(report.actedAt);
  return {
    ...valuesOf(report),
    validFrom: '',
    actedOn: at === null ? '' : dayOf(at),
    actedTime: at === null ? '' : formatInstant(at).slice(-5),
  };
}

/** What the API takes. */
export function bodyOf(values: ExceptionValues) {
  const { clause, unit, asset, people, proposedConditions, way, ...rest } = values;
  const [packId = '', id = ''] = clause?.value.split(' ') ?? [];
  return {
    ...rest,
    packId,
    clause: id,
    way: way === '' ? ('other_method' as const) : way,
    validFrom: values.validFrom === '' ? null : values.validFrom,
    validUntil: values.validUntil === '' ? null : values.validUntil,
    proposedConditions: proposedConditions
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    affectedUnitId: unit?.value ?? null,
    affectedAssetId: asset?.value ?? null,
    personIds: people.map((each) => each.value),
  };
}

/** The field of the form for a field of the API. */
export const fieldOfForm = (field: string): string => {
  const name = field.replace(/^\/?(body[./])?/, '').split(/[./]/)[0] ?? field;
  const renamed: Readonly<Record<string, string>> = {
    packId: 'clause',
    affectedUnitId: 'unit',
    affectedAssetId: 'asset',
    personIds: 'people',
  };
  return renamed[name] ?? name;
};
