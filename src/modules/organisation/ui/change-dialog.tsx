import { useState } from 'react';
import { Button } from '../../../kit/ui/button.tsx';
import { CheckboxGroup } from '../../../kit/ui/choice.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { Select, TextField } from '../../../kit/ui/inputs.tsx';
import { Notice } from '../../../kit/ui/notice.tsx';
import { t } from '../messages.ts';
import { unitKinds } from '../model.ts';
import type { UnitNode } from './calls.ts';
import { emptySpec, type SpecValues, type UnitChangeBody } from './reorganisation-draft.ts';
import { SplitPeople } from './split-people.tsx';
import { unitKindOptions } from './unit-fields.tsx';

const types = ['change', 'create', 'merge', 'split', 'abolish'] as const;
type ChangeType = (typeof types)[number];

/** Adds one change to a reorganisation. */
export function ChangeDialog({
  units,
  add,
  close,
}: {
  readonly units: readonly UnitNode[];
  readonly add: (change: UnitChangeBody) => void;
  readonly close: () => void;
}) {
  const [type, setType] = useState<ChangeType>('change');
  const [unitId, setUnitId] = useState('');
  const [merged, setMerged] = useState<readonly string[]>([]);
  const [specs, setSpecs] = useState<readonly SpecValues[]>([emptySpec, emptySpec]);
  const [places, setPlaces] = useState<ReadonlyMap<string, number>>(new Map());
  const setSpec = (at: number) => (spec: SpecValues) => setSpecs(specs.with(at, spec));
  const change = build(type, unitId, merged, specs, places);
  const [first = emptySpec] = specs;
  return (
    <Dialog
      open
      onClose={close}
      title={t('reorganise.addChange')}
      size="lg"
      actions={
        <>
          <Button
            disabled={change === null}
            onClick={() => {
              if (change === null) return;
              add(change);
              close();
            }}
          >
            {t('reorganise.addChange')}
          </Button>
          <Button variant="outline" onClick={close}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-6">
        <Select
          label={t('reorganise.type')}
          required
          placeholder={null}
          value={type}
          onChange={(next) => setType(types.find((each) => each === next) ?? 'change')}
          options={types.map((value) => ({ value, label: t(`reorganise.type.${value}`) }))}
        />
        {(type === 'change' || type === 'split' || type === 'abolish') && (
          <Select
            label={t('reorganise.unit')}
            required
            width="lg"
            value={unitId}
            onChange={(next) => {
              setUnitId(next);
              setPlaces(new Map());
            }}
            options={units.map((unit) => ({ value: unit.id, label: `${unit.name}（${unit.code}）` }))}
          />
        )}
        {type === 'merge' && (
          <CheckboxGroup
            label={t('reorganise.unitsToMerge')}
            required
            values={merged}
            onChange={setMerged}
            options={units.map((unit) => ({ value: unit.id, label: `${unit.name}（${unit.code}）` }))}
          />
        )}
        {type === 'change' && <Notice kind="info" title={t('reorganise.keepHint')} />}
        {type === 'split' && <Notice kind="info" title={t('reorganise.splitHint')} />}
        {(type === 'change' || type === 'create' || type === 'merge') && (
          <SpecFields
            legend={t('reorganise.newUnit')}
            spec={first}
            onChange={setSpec(0)}
            required={type !== 'change'}
          />
        )}
        {type === 'split' && (
          <>
            {specs.map((spec, at) => (
              <SpecFields
                // biome-ignore lint/suspicious/noArrayIndexKey: parts are numbered, never moved
                key={at}
                legend={t('reorganise.part', { number: at + 1 })}
                spec={spec}
                onChange={setSpec(at)}
                required
              />
            ))}
            <Button variant="outline" size="sm" onClick={() => setSpecs([...specs, emptySpec])}>
              {t('reorganise.addPart')}
            </Button>
            {unitId !== '' && (
              <SplitPeople
                key={unitId}
                unitId={unitId}
                parts={specs.map((spec, at) => spec.name.trim() || t('reorganise.part', { number: at + 1 }))}
                places={places}
                onChange={setPlaces}
              />
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

function SpecFields({
  legend,
  spec,
  onChange,
  required,
}: {
  readonly legend: string;
  readonly spec: SpecValues;
  readonly onChange: (spec: SpecValues) => void;
  readonly required: boolean;
}) {
  const needed = required ? { required } : {};
  const field = (name: keyof SpecValues) => ({
    value: spec[name],
    onChange: (value: string) => onChange({ ...spec, [name]: value }),
  });
  return (
    <fieldset className="flex flex-col gap-4 rounded-8 border border-solid-gray-420 p-4">
      <legend className="px-2 text-std-16B-170">{legend}</legend>
      <TextField label={t('unit.name')} {...needed} {...field('name')} />
      <TextField label={t('unit.kana')} {...field('kana')} />
      <TextField label={t('unit.code')} {...needed} width="sm" {...field('code')} />
      <Select label={t('unit.kind')} {...needed} options={unitKindOptions} {...field('kind')} />
      <TextField
        label={t('unit.parentCode')}
        support={t('reorganise.parentHint')}
        width="sm"
        {...field('parentCode')}
      />
    </fieldset>
  );
}

/** The change as the API takes it, or null while something is missing. */
function build(
  type: ChangeType,
  unitId: string,
  merged: readonly string[],
  specs: readonly SpecValues[],
  places: ReadonlyMap<string, number>,
): UnitChangeBody | null {
  const [first = emptySpec] = specs;
  if (type === 'abolish') return unitId === '' ? null : { type, unitId };
  if (type === 'change') {
    const to = changedFields(first);
    return unitId === '' || Object.keys(to).length === 0 ? null : { type, unitId, to };
  }
  if (type === 'split') {
    const into = specs.map(toSpec).filter((each) => each !== null);
    return unitId === '' || into.length < Math.max(2, specs.length)
      ? null
      : { type, unitId, into: into.map((each, at) => ({ ...each, personIds: placedAt(places, at) })) };
  }
  const unit = toSpec(first);
  if (unit === null) return null;
  if (type === 'create') return { type, unit };
  return merged.length < 2 ? null : { type, unitIds: [...merged], into: unit };
}

/** Who goes to another part than the first, which takes everybody else. */
const placedAt = (places: ReadonlyMap<string, number>, part: number): string[] =>
  part === 0 ? [] : [...places].filter(([, at]) => at === part).map(([personId]) => personId);

const kindOf = (kind: string) => unitKinds.find((each) => each === kind);

function toSpec({ code, name, kana, kind, parentCode }: SpecValues) {
  const level = kindOf(kind);
  if (code === '' || name === '' || !level) return null;
  return { code, name, kana, kind: level, parentCode: parentCode === '' ? null : parentCode };
}

function changedFields({ code, name, kana, kind, parentCode }: SpecValues) {
  const level = kindOf(kind);
  return {
    ...(code !== '' && { code }),
    ...(name !== '' && { name }),
    ...(kana !== '' && { kana }),
    ...(level && { kind: level }),
    ...(parentCode !== '' && { parentCode }),
  };
}
