import { Button } from '../../../../kit/ui/button.tsx';
import { Checkbox, RadioGroup } from '../../../../kit/ui/choice.tsx';
import { TextField } from '../../../../kit/ui/inputs.tsx';
import type { Field, Slot, Step } from '../../model.ts';
import { t } from '../messages.ts';
import { SeatEditor } from './seat-editor.tsx';

export interface RoleChoice {
  readonly id: string;
  readonly title: string;
}

/** A list with one entry moved, changed or gone. */
export const replaced = <T,>(list: readonly T[], at: number, entry: T): readonly T[] =>
  list.map((each, index) => (index === at ? entry : each));
export const without = <T,>(list: readonly T[], at: number): readonly T[] =>
  list.filter((_, index) => index !== at);
export function movedUp<T>(list: readonly T[], at: number): readonly T[] {
  const [before, entry] = [list[at - 1], list[at]];
  if (before === undefined || entry === undefined) return list;
  return list.map((each, index) => (index === at - 1 ? entry : index === at ? before : each));
}

/** An id that no other of the list has: `step3`. */
export function freeId(prefix: string, taken: readonly { readonly id: string }[]): string {
  const ids = new Set(taken.map(({ id }) => id));
  let number = taken.length + 1;
  while (ids.has(`${prefix}${number}`)) number += 1;
  return `${prefix}${number}`;
}

/** The steps of a type in order, such as 係長 → 課長補佐 → 課長; each with one seat or several. */
export function StepsEditor({
  steps,
  fields,
  roles,
  onChange,
}: {
  readonly steps: readonly Step[];
  readonly fields: readonly Field[];
  readonly roles: readonly RoleChoice[];
  readonly onChange: (steps: readonly Step[]) => void;
}) {
  const add = () =>
    onChange([
      ...steps,
      { id: freeId('step', steps), mode: 'all', deciders: [{ post: '', of: 'applicant_unit' }] },
    ]);
  return (
    <div className="flex flex-col gap-4">
      <ol className="flex flex-col gap-4">
        {steps.map((step, at) => (
          <li key={step.id} className="rounded-8 border border-solid-gray-420 p-4">
            <OneStep
              step={step}
              number={at + 1}
              many={steps.length > 1}
              {...{ fields, roles }}
              onChange={(next) => onChange(replaced(steps, at, next))}
            />
            <div className="mt-4 flex flex-wrap gap-3">
              {at > 0 && (
                <Button size="sm" variant="outline" onClick={() => onChange(movedUp(steps, at))}>
                  {t('type.moveStepUp', { number: at + 1 })}
                </Button>
              )}
              {steps.length > 1 && (
                <Button size="sm" variant="outline" onClick={() => onChange(without(steps, at))}>
                  {t('type.removeStepOf', { number: at + 1 })}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
      <div>
        <Button variant="outline" onClick={add}>
          {t('type.addStep')}
        </Button>
      </div>
    </div>
  );
}

function OneStep({
  step,
  number,
  many,
  fields,
  roles,
  onChange,
}: {
  readonly step: Step;
  readonly number: number;
  readonly many: boolean;
  readonly fields: readonly Field[];
  readonly roles: readonly RoleChoice[];
  readonly onChange: (step: Step) => void;
}) {
  const seats = (deciders: readonly Slot[]) => onChange({ ...step, deciders });
  const rename = (ja: string) => {
    const { title: _title, ...rest } = step;
    onChange(ja === '' ? rest : { ...rest, title: { ja } });
  };
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="text-std-17B-170">{t('type.step', { number })}</legend>
      {step.when !== undefined && <p className="text-solid-gray-700">{t('type.when')}</p>}
      <TextField
        label={t('type.stepTitle')}
        width="md"
        maxLength={60}
        value={step.title?.ja ?? ''}
        onChange={rename}
      />
      <ol className="flex flex-col gap-4">
        {step.deciders.map((slot, at) => (
          // Seats have no ids of their own; their place is what they are.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={at}>
            <SeatEditor
              slot={slot}
              number={at + 1}
              {...{ fields, roles }}
              onChange={(next) => seats(replaced(step.deciders, at, next))}
              {...(step.deciders.length > 1 ? { remove: () => seats(without(step.deciders, at)) } : {})}
            />
          </li>
        ))}
      </ol>
      <div>
        <Button
          size="sm"
          variant="outline"
          onClick={() => seats([...step.deciders, { post: '', of: 'applicant_unit' }])}
        >
          {t('type.addSeatOf', { number })}
        </Button>
      </div>
      {(many || step.optional === true) && (
        <Checkbox
          label={t('type.optional')}
          support={t('type.optionalSupport')}
          checked={step.optional === true}
          onChange={(optional) => onChange({ ...step, optional })}
        />
      )}
      {step.deciders.length > 1 && (
        <RadioGroup
          label={t('type.mode')}
          inline
          value={step.mode}
          onChange={(mode) => onChange({ ...step, mode })}
          options={[
            { value: 'all', label: t('type.mode.all') },
            { value: 'any', label: t('type.mode.any') },
          ]}
        />
      )}
    </fieldset>
  );
}
