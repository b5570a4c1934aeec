import type { FormState } from '../../../kit/ui/form.tsx';
import { Select, TextField } from '../../../kit/ui/inputs.tsx';
import { t } from '../messages.ts';
import type { Editable } from './calls.ts';

/** What begins as chosen: an editor of units writes for the first of them. */
export const firstUnit = ({ whole, units }: Editable): string => (whole ? '' : (units[0]?.id ?? ''));

/** Things with a name, to choose from. */
export const choices = (list: Editable['units']) =>
  list.map(({ id, title }) => ({ value: id, label: title }));

/** Whose people see it, and where it stands among others. */
export function PlaceFields({
  form,
  editable,
}: {
  readonly form: Pick<FormState<{ readonly unitId: string; readonly position: string }>, 'text'>;
  readonly editable: Editable;
}) {
  return (
    <>
      {(editable.units.length > 1 || editable.whole) && (
        <Select
          label={t('field.unitId')}
          required={!editable.whole}
          support={t('field.unitSupport')}
          placeholder={editable.whole ? t('field.unitWhole') : null}
          options={choices(editable.units)}
          {...form.text('unitId')}
        />
      )}
      <TextField
        label={t('field.position')}
        support={t('field.positionSupport')}
        inputMode="numeric"
        {...form.text('position')}
      />
    </>
  );
}
