import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { UnitPicker } from '../../organisation/ui/index.ts';
import { t } from '../messages-ui.ts';
import { everything, postHandOverMany } from './calls.ts';
import { ColleaguePicker } from './parts.tsx';

interface Values {
  readonly person: Candidate | null;
  readonly unit: Candidate | null;
}

/** Several entries to another decider, another unit, or both. */
export function HandOverManyDialog({
  ids,
  close,
  done,
}: {
  readonly ids: ReadonlySet<string>;
  readonly close: () => void;
  readonly done: () => void;
}) {
  const finish = useDone(everything, done);
  const form = useForm<Values>({
    initial: { person: null, unit: null },
    fieldOf: (field) => (field === 'unitId' ? 'unit' : 'person'),
    check: ({ person, unit }) =>
      person === null && unit === null ? [{ field: 'person', message: t('handOver.missingBoth') }] : [],
    send: async ({ person, unit }) => {
      const heir = { deciderId: person?.value ?? null, unitId: unit?.value ?? null };
      const { count } = await postHandOverMany({ body: { ids: [...ids], ...heir } });
      await finish(t('handOver.doneMany', { count }));
    },
  });
  return (
    <Dialog open onClose={close} title={t('handOver.many', { count: ids.size })} size="md">
      <Form form={form} submit={t('action.save')}>
        <p>{t('handOver.manyLead')}</p>
        <ColleaguePicker
          name="person"
          label={t('handOver.person')}
          required={false}
          value={form.values.person}
          onChange={(person) => form.set({ person })}
          error={form.error('person')}
        />
        {/* Room for the list of candidates, which would be cut off at the foot of the dialog. */}
        <div className="min-h-64">
          <UnitPicker
            name="unit"
            label={t('handOver.unit')}
            required={false}
            value={form.values.unit}
            onChange={(unit) => form.set({ unit })}
            error={form.error('unit')}
          />
        </div>
      </Form>
    </Dialog>
  );
}
