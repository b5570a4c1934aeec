import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { useRefresh } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { useNavigate } from '../../../kit/ui/navigation.ts';
import { useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { addUnit, everything } from './calls.ts';
import { UnitFields, type UnitValues, unitBody } from './unit-fields.tsx';
import { UnitPicker } from './unit-picker.tsx';

interface Values extends UnitValues {
  readonly parent: Candidate | null;
  readonly validFrom: string;
}

/** Opens a unit from a day on, below another. */
export function NewUnitDialog({
  parent = null,
  close,
}: {
  readonly parent?: Candidate | null;
  readonly close: () => void;
}) {
  const { today } = useSession();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const form = useForm<Values>({
    initial: { parent, validFrom: today, code: '', name: '', kana: '', kind: 'division', sortOrder: '0' },
    fieldOf: (field) => (field === 'parentId' ? 'parent' : field),
    send: async (values) => {
      const body = {
        ...unitBody(values),
        parentId: values.parent?.value ?? null,
        validFrom: values.validFrom,
      };
      const { id } = await addUnit({ body });
      await refresh(everything);
      close();
      navigate(`/units/${id}`);
    },
  });
  return (
    <Dialog open onClose={close} title={t('units.add')}>
      <Form form={form} submit={t('action.add')}>
        <UnitPicker
          name="parent"
          label={t('unit.parent')}
          value={form.values.parent}
          onChange={(value) => form.set({ parent: value })}
          error={form.error('parent')}
        />
        <UnitFields form={form} />
        <DateField
          label={t('unit.validFrom')}
          required
          name="validFrom"
          value={form.values.validFrom}
          onChange={(validFrom) => form.set({ validFrom })}
          error={form.error('validFrom')}
        />
      </Form>
    </Dialog>
  );
}
