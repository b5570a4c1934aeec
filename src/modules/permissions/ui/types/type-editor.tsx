import { useEffect, useRef } from 'react';
import { Button } from '../../../../kit/ui/button.tsx';
import { Checkbox, CheckboxGroup } from '../../../../kit/ui/choice.tsx';
import { ErrorSummary } from '../../../../kit/ui/form.tsx';
import { Notice } from '../../../../kit/ui/notice.tsx';
import { Section } from '../../../../kit/ui/page-header.tsx';

import type { PermissionType } from '../../model.ts';
import type { TypeDefinition } from '../calls.ts';
import { t } from '../messages.ts';
import { BasicsEditor } from './basics-editor.tsx';

import { Differences, packTypeOf, partOf } from './differences.tsx';
import { FieldsEditor } from './fields-editor.tsx';
import { GatesEditor } from './gates-editor.tsx';
import { InformedEditor } from './informed-editor.tsx';
import { type Edited, problemsOf } from './problems.ts';
import { RecordEditor } from './record-editor.tsx';
import { StepsEditor } from './steps-editor.tsx';
import { ThresholdEditor } from './threshold-editor.tsx';
import { useTypeForm } from './use-type-form.ts';
import { ValidityEditor } from './validity-editor.tsx';

/** The whole of a type in one form, saved over the version that was seen. */
export function TypeEditor({
  definition,
  type,
}: {
  readonly definition: TypeDefinition;
  readonly type: PermissionType;
}) {
  const { form, current, overtaken } = useTypeForm(definition);
  const { own, roles, overridable, seen } = current;
  const ofPack = packTypeOf(current);
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
      {overtaken !== null && <OvertakenNotice key={current.version} {...overtaken} />}
      {ofPack !== null && (
        <Differences
          {...{ ofPack, now, roles, seen, keep }}
          takeOver={(part) => {
            set(partOf(ofPack, part));
            if (part === 'fields') form.set({ meant: {} });
          }}
          keepOwn={(part) =>
            form.set({
              keep: keep.includes(part) ? keep.filter((each) => each !== part) : [...keep, part],
            })
          }
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
              gate={now.gate}
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

/** Says what came in from somebody else; the focus goes to it, far from the button that was pressed. */
function OvertakenNotice({
  title,
  both,
}: {
  readonly title: string;
  readonly both: readonly (keyof Edited)[];
}) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.focus(), []);
  const parts = both.map((part) => t(`differences.part.${part}`)).join('、');
  return (
    <div ref={ref} tabIndex={-1}>
      <Notice kind="warning" role="alert" title={title}>
        <p>{t('type.conflictText')}</p>
        {both.length > 0 && <p className="mt-2">{t('type.conflictBoth', { parts })}</p>}
      </Notice>
    </div>
  );
}
