import { useState } from 'react';
import type { ApiError } from '../../../../kit/ui/api.ts';
import { Button } from '../../../../kit/ui/button.tsx';
import { Checkbox, CheckboxGroup } from '../../../../kit/ui/choice.tsx';
import { useDone } from '../../../../kit/ui/done.ts';
import { ErrorSummary, useForm } from '../../../../kit/ui/form.tsx';
import { Notice } from '../../../../kit/ui/notice.tsx';
import { Section } from '../../../../kit/ui/page-header.tsx';

import type { ChangeablePart } from '../../model.changes.ts';
import type { PermissionType } from '../../model.ts';
import { changeType, everything, type TypeDefinition } from '../calls.ts';
import { t } from '../messages.ts';
import { BasicsEditor } from './basics-editor.tsx';

import { Differences, packTypeOf, partOf } from './differences.tsx';
import { FieldsEditor } from './fields-editor.tsx';
import { GatesEditor } from './gates-editor.tsx';
import { InformedEditor } from './informed-editor.tsx';
import { type Meant, withMeanings } from './meanings.ts';
import { type Edited, problemsOf } from './problems.ts';
import { RecordEditor } from './record-editor.tsx';
import { StepsEditor } from './steps-editor.tsx';
import { ThresholdEditor } from './threshold-editor.tsx';
import { ValidityEditor } from './validity-editor.tsx';

interface Values {
  readonly off: boolean;
  readonly type: Edited;
  /** Which fields shall be the period and the place. */
  readonly meant: Meant;
  /** Parts in which the organisation stays with its own after the pack changed. */
  readonly keep: readonly ChangeablePart[];
}

/** What is edited of a type; everything else stays as it is. */
const editedOf = ({ id: _id, orgKinds: _kinds, desk: _desk, ...edited }: PermissionType): Edited => edited;

/** All that is edited of a type for which another page takes the application. */
const basics: ReadonlySet<string> = new Set(['title', 'number']);

/** The whole of a type in one form, saved over the version that was seen. */
export function TypeEditor({
  definition,
  type,
}: {
  readonly definition: TypeDefinition;
  readonly type: PermissionType;
}) {
  const { own, roles, version, overridable, seen } = definition;
  const ofPack = packTypeOf(definition);
  const done = useDone(everything);
  const [conflict, setConflict] = useState<ApiError | null>(null);
  const form = useForm<Values>({
    initial: { off: definition.off, type: editedOf(type), meant: {}, keep: [] },
    check: ({ type: edited }) =>
      problemsOf(edited).filter(({ field }) => type.desk === undefined || basics.has(field)),
    send: async ({ off, type: edited, meant, keep }) => {
      const { lead = null, threshold = null, ...rest } = withMeanings(edited, meant);
      const change = { ...rest, lead, threshold, off };
      await changeType({ params: { typeId: type.id }, body: { version, change, keep: [...keep] } });
      await done(t('done.saved'));
    },
    onConflict: setConflict,
  });
  const { off, type: now, meant, keep } = form.values;
  const set = (change: Partial<Edited>) => form.set({ type: { ...now, ...change } });
  // What was refused and is mended is no longer shown at its field.
  const standing = new Map(problemsOf(now).map(({ field, message }) => [field, message]));
  const error = (field: string) => (form.error(field) === undefined ? undefined : standing.get(field));
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <ErrorSummary problems={form.problems} failure={form.failure} attempt={form.attempt} />
      {conflict !== null && (
        <Notice kind="warning" role="alert" title={conflict.message}>
          {t('type.conflictText')}
        </Notice>
      )}
      {ofPack !== null && (
        <Differences
          {...{ ofPack, now, roles, seen, keep }}
          takeOver={(part) => {
            set(partOf(ofPack, part));
            if (part === 'fields') form.set({ meant: {} });
          }}
          keepOwn={(part) => form.set({ keep: [...keep, part] })}
        />
      )}
      <Section title={t('type.basics')}>
        <BasicsEditor
          {...{ own, off, error }}
          type={now}
          onOff={(next) => form.set({ off: next })}
          onChange={set}
        />
      </Section>
      {type.desk === undefined && (
        <>
          <Section title={t('type.applicantsTitle')} lead={t('type.applicantsLead')}>
            <CheckboxGroup
              label={t('type.applicantsTitle')}
              name="applicants"
              error={error('applicants')}
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
              {...{ roles, error }}
              onChange={(steps) => set({ steps })}
            />
            {(overridable || now.override) && (
              <div className="mt-6">
                <Checkbox
                  label={t('type.overrideAllowed')}
                  support={t('type.overrideSupport')}
                  checked={now.override}
                  onChange={(override) => set({ override })}
                />
              </div>
            )}
          </Section>
          <Section title={t('informed.title')} lead={t('informed.lead')}>
            <InformedEditor
              informed={now.informed}
              fields={now.fields}
              {...{ roles, error }}
              onChange={(informed) => set({ informed })}
            />
          </Section>
          <Section title={t('type.validity')}>
            <ValidityEditor
              validity={now.validity}
              completion={now.completion}
              error={error}
              onValidity={(validity) => set({ validity })}
              onCompletion={(completion) => set({ completion })}
            />
          </Section>
          <Section title={t('type.fields')} lead={t('type.fieldsLead')}>
            <FieldsEditor
              fields={now.fields}
              meant={meant}
              error={error}
              onMeant={(next) => form.set({ meant: next })}
              onChange={(fields) => set({ fields })}
            />
          </Section>
          <Section title={t('gates.title')} lead={t('gates.lead')}>
            <GatesEditor
              gates={now.gates}
              fields={now.fields}
              error={error}
              onChange={(gates) => set({ gates })}
            />
          </Section>
          {own && (
            <Section title={t('threshold.title')}>
              <ThresholdEditor
                threshold={now.threshold}
                fields={now.fields}
                error={error}
                onChange={(threshold) => set({ threshold })}
              />
            </Section>
          )}
          <Section title={t('type.recordTitle')}>
            <RecordEditor record={now.record} gate={now.gate} error={error} onChange={set} />
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
