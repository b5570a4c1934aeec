import { useState } from 'react';
import type { ApiError } from '../../../../kit/ui/api.ts';
import { Button } from '../../../../kit/ui/button.tsx';
import { Checkbox, CheckboxGroup } from '../../../../kit/ui/choice.tsx';
import { useDone } from '../../../../kit/ui/done.ts';
import { ErrorSummary, useForm } from '../../../../kit/ui/form.tsx';
import { TextArea, TextField } from '../../../../kit/ui/inputs.tsx';
import { Notice } from '../../../../kit/ui/notice.tsx';
import { Section } from '../../../../kit/ui/page-header.tsx';
import type { ChangeablePart, PermissionType, Slot } from '../../model.ts';
import { changeType, everything, type TypeDefinition } from '../calls.ts';
import { t } from '../messages.ts';
import { Differences, packTypeOf, partOf } from './differences.tsx';
import { FieldsEditor } from './fields-editor.tsx';
import { GatesEditor } from './gates-editor.tsx';
import { StepsEditor } from './steps-editor.tsx';
import { ValidityEditor } from './validity-editor.tsx';

/** What an organisation edits of a type; everything else stays as it is. */
type Edited = Pick<PermissionType, ChangeablePart>;
interface Values {
  readonly off: boolean;
  readonly type: Edited;
}

const editedOf = (type: PermissionType): Edited => ({
  title: type.title,
  ...(type.lead === undefined ? {} : { lead: type.lead }),
  applicants: type.applicants,
  fields: type.fields,
  gates: type.gates,
  steps: type.steps,
  informed: type.informed,
  validity: type.validity,
  completion: type.completion,
  override: type.override,
});

/** What the form lacks; what the server finds besides is told by it. */
const problemsOf = ({ title, applicants, steps, gates }: Edited) => [
  ...(title.ja.trim() === '' ? [{ field: 'title', message: t('copy.titleMissing') }] : []),
  ...(applicants.length === 0 ? [{ field: 'applicants', message: t('type.applicantsMissing') }] : []),
  ...(gates.some(({ message }) => message.ja.trim() === '')
    ? [{ field: 'gates', message: t('gates.messageMissing') }]
    : []),
  ...(steps.some(({ deciders }) => deciders.some(isUnsaid))
    ? [{ field: 'steps', message: t('type.seatMissing') }]
    : []),
];

/** A post without a title, or nobody named. */
const isUnsaid = (slot: Slot): boolean =>
  ('post' in slot && slot.post.trim() === '') || ('person' in slot && slot.person === '');

/** The whole of a type in one form, saved over the version that was seen. */
export function TypeEditor({
  definition,
  type,
}: {
  readonly definition: TypeDefinition;
  readonly type: PermissionType;
}) {
  const { roles, version } = definition;
  const ofPack = packTypeOf(definition);
  const done = useDone(everything);
  const [conflict, setConflict] = useState<ApiError | null>(null);
  const form = useForm<Values>({
    initial: { off: definition.off, type: editedOf(type) },
    check: ({ type: edited }) => problemsOf(edited),
    send: async ({ off, type: edited }) => {
      await changeType({ params: { typeId: type.id }, body: { version, change: { ...edited, off } } });
      await done(t('done.saved'));
    },
    onConflict: setConflict,
  });
  const { off, type: now } = form.values;
  const set = (change: Partial<Edited>) => form.set({ type: { ...now, ...change } });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <ErrorSummary problems={form.problems} failure={form.failure} />
      {conflict !== null && (
        <Notice kind="warning" role="alert" title={conflict.message}>
          {t('type.conflictText')}
        </Notice>
      )}
      {ofPack !== null && (
        <Differences ofPack={ofPack} now={now} roles={roles} takeOver={(part) => set(partOf(ofPack, part))} />
      )}
      <Section title={t('type.basics')}>
        <div className="flex flex-col gap-6">
          <Checkbox
            label={t('type.use')}
            support={t('type.useSupport')}
            checked={!off}
            onChange={(on) => form.set({ off: !on })}
          />
          <TextField
            label={t('type.name')}
            required
            maxLength={100}
            value={now.title.ja}
            onChange={(ja) => set({ title: { ...now.title, ja } })}
          />
          <TextArea
            label={t('type.lead')}
            required={false}
            rows={2}
            maxLength={500}
            value={now.lead?.ja ?? ''}
            onChange={(ja) => set({ lead: { ...now.lead, ja } })}
          />
        </div>
      </Section>
      {type.desk === undefined && (
        <>
          <Section title={t('type.applicantsTitle')} lead={t('type.applicantsLead')}>
            <CheckboxGroup
              label={t('type.applicantsTitle')}
              required
              options={roles.map(({ id, title }) => ({ value: id, label: title }))}
              values={now.applicants}
              onChange={(applicants) => set({ applicants })}
            />
          </Section>
          <Section title={t('type.stepsTitle')} lead={t('type.stepsLead')}>
            <StepsEditor
              steps={now.steps}
              fields={now.fields}
              roles={roles}
              onChange={(steps) => set({ steps })}
            />
            <div className="mt-6">
              <Checkbox
                label={t('type.overrideAllowed')}
                support={t('type.overrideSupport')}
                checked={now.override}
                onChange={(override) => set({ override })}
              />
            </div>
          </Section>
          <Section title={t('type.validity')}>
            <ValidityEditor
              validity={now.validity}
              completion={now.completion}
              onValidity={(validity) => set({ validity })}
              onCompletion={(completion) => set({ completion })}
            />
          </Section>
          <Section title={t('type.fields')} lead={t('type.fieldsLead')}>
            <FieldsEditor fields={now.fields} onChange={(fields) => set({ fields })} />
          </Section>
          <Section title={t('gates.title')} lead={t('gates.lead')}>
            <GatesEditor gates={now.gates} fields={now.fields} onChange={(gates) => set({ gates })} />
          </Section>
        </>
      )}
      <div className="mt-8">
        <Button type="submit" size="lg" busy={form.busy}>
          {t('type.save')}
        </Button>
      </div>
    </form>
  );
}
