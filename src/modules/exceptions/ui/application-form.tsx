import { useRef } from 'react';
import { Button } from '../../../kit/ui/button.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { t } from '../messages-ui.ts';
import { everything, type FormInfo } from './calls.ts';
import { ExceptionFields } from './exception-fields.tsx';
import { bodyOf, type ExceptionValues, fieldOfForm } from './form-values.ts';

type Body = ReturnType<typeof bodyOf> & { readonly submit: boolean };

/** An application to hand in, or to keep as a draft. */
export function ApplicationForm({
  info,
  initial,
  send,
}: {
  readonly info: FormInfo;
  readonly initial: ExceptionValues;
  readonly send: (body: Body) => Promise<unknown>;
}) {
  const done = useDone(everything);
  const asDraft = useRef(false);
  const form = useForm<ExceptionValues>({
    initial,
    fieldOf: fieldOfForm,
    check: ({ clause, way }) => [
      ...(clause === null ? [{ field: 'clause', message: t('check.clause') }] : []),
      ...(way === '' && !asDraft.current ? [{ field: 'way', message: t('check.way') }] : []),
    ],
    send: async (values) => {
      const submit = !asDraft.current;
      await send({ ...bodyOf(values), submit });
      await done(t(submit ? 'done.submitted' : 'done.draft'));
    },
  });
  return (
    <Form
      form={{
        ...form,
        submit: () => {
          asDraft.current = false;
          return form.submit();
        },
      }}
      submit={t('action.submit')}
      actions={
        <Button
          variant="outline"
          size="lg"
          busy={form.busy}
          onClick={() => {
            asDraft.current = true;
            void form.submit();
          }}
        >
          {t('action.saveDraft')}
        </Button>
      }
    >
      <ExceptionFields form={form} info={info} kind="application" />
    </Form>
  );
}
