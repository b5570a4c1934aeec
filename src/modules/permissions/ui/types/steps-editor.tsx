import { Button } from '../../../../kit/ui/button.tsx';
import { Checkbox, RadioGroup } from '../../../../kit/ui/choice.tsx';
import { TextField } from '../../../../kit/ui/inputs.tsx';
import type { Condition, Field, Slot, Step } from '../../model.ts';
import { t } from '../messages.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { freeId, movedUp, replaced, without } from './lists.ts';
import type { ErrorOf } from './problems.ts';
import { type RoleChoice, SeatEditor } from './seat-editor.tsx';

/** The steps of a type in order, such as 係長 → 課長補佐 → 課長; each with one seat or several. */
export function StepsEditor({
  steps,
  fields,
  roles,
  error,
  onChange,
}: {
  readonly steps: readonly Step[];
  readonly fields: readonly Field[];
  readonly roles: readonly RoleChoice[];
  readonly error: ErrorOf;
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
              name={`steps.${at}`}
              {...{ fields, roles, error }}
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
  name,
  number,
  many,
  fields,
  roles,
  error,
  onChange,
}: {
  readonly step: Step;
  /** Of the step in the refusals of the form. */
  readonly name: string;
  readonly number: number;
  readonly many: boolean;
  readonly error: ErrorOf;
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
    <fieldset className="flex flex-col gap-4" data-field={name}>
      <legend className="text-std-17B-170">{t('type.step', { number })}</legend>
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
              name={`${name}.deciders.${at}`}
              words={{
                seat: t('type.seat', { number: at + 1 }),
                how: t('type.seatOf', { number: at + 1 }),
                remove: t('type.removeSeatOf', { number: at + 1 }),
              }}
              decides
              {...{ fields, roles, error }}
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
      {(many || step.joint === true) && (
        <Checkbox
          label={t('type.joint')}
          support={t('type.jointSupport')}
          checked={step.joint === true}
          onChange={(joint) => onChange({ ...step, joint })}
        />
      )}
      {(many || step.when !== undefined) && (
        <ConditionEditor
          label={t('type.when', { number })}
          name={`${name}.when`}
          error={error(`${name}.when`)}
          without={t('type.whenAlways')}
          condition={step.when}
          fields={fields}
          onChange={(condition) => onChange(withWhen(step, condition))}
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

function withWhen(step: Step, condition: Condition | undefined): Step {
  const { when: _before, ...rest } = step;
  return condition === undefined ? rest : { ...rest, when: condition };
}
