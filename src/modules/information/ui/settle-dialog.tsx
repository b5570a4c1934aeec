import { RadioGroup } from '../../../kit/ui/choice.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextArea } from '../../../kit/ui/inputs.tsx';
import { t } from '../messages-ui.ts';
import { type ChangeRow, everything, type SchemeInfo, settleChange } from './calls.ts';
import { StandingText } from './parts.tsx';
import {
  ClassFields,
  RestrictionFields,
  type StandingValues,
  standingBody,
  standingValues,
} from './standing-fields.tsx';

interface Props {
  readonly change: ChangeRow;
  readonly close: () => void;
}

/** Answers a request: as asked, with other classes, or not. */
export function SettleDialog(props: Props) {
  const scheme = useData<SchemeInfo>('/api/v1/information/scheme');
  return (
    <Dialog open onClose={props.close} title={t('settle.title')} size="lg">
      <Loaded query={scheme}>{(info) => <SettleForm {...props} scheme={info} />}</Loaded>
    </Dialog>
  );
}

type AnswerKind = 'asAsked' | 'changed' | 'refuse';

interface Values extends StandingValues {
  readonly answer: AnswerKind;
  readonly note: string;
}

function SettleForm({ change, close, scheme }: Props & { readonly scheme: SchemeInfo }) {
  const done = useDone(everything, close);
  const start = change.wanted ?? change.current;
  const form = useForm<Values>({
    initial: {
      ...standingValues(start.classes, start.restrictions),
      answer: change.wanted === null ? 'changed' : 'asAsked',
      note: '',
    },
    fieldOf: (field) => field.replace(/^standing\.(classes\.)?/, ''),
    send: async (values) => {
      const standing = values.answer === 'changed' ? standingBody(scheme, values, change.asset.form) : null;
      const approved = values.answer !== 'refuse';
      const body = { version: change.version, approved, standing, note: values.note };
      await settleChange({ params: { id: change.id }, body });
      await done(t('saved'));
    },
  });
  const { values } = form;
  const fields = { scheme, form: change.asset.form, values, onChange: form.set, error: form.error };
  const options: readonly (readonly [AnswerKind, string])[] = [
    ...(change.wanted === null ? [] : ([['asAsked', t('settle.asAsked')]] as const)),
    ['changed', t(change.wanted === null ? 'settle.decide' : 'settle.changed')],
    ['refuse', t('settle.refuse')],
  ];
  return (
    <Form form={form} submit={t('settle.submit')}>
      <DescriptionList
        entries={[
          [t('changesPage.asset'), `${change.asset.name}（${change.asset.number}）`],
          [t('changesPage.current'), <StandingText key="current" {...change.current} />],
          ...(change.wanted === null
            ? []
            : [[t('changesPage.wanted'), <StandingText key="wanted" {...change.wanted} />] as const]),
          [t('changesPage.requestedBy'), change.requestedBy ?? ''],
          [t('changes.reason'), change.reason],
          ...(change.as === null ? [] : [[t('changesPage.why'), t(`why.${change.as}`)] as const]),
        ]}
      />
      <RadioGroup
        label={t('settle.answer')}
        required
        value={values.answer}
        onChange={(answer) => form.set({ answer })}
        options={options.map(([value, label]) => ({ value, label }))}
      />
      {values.answer === 'changed' && (
        <>
          <ClassFields {...fields} />
          <RestrictionFields {...fields} />
        </>
      )}
      <TextArea
        label={t('settle.note')}
        support={t('settle.noteHint')}
        required={values.answer === 'refuse'}
        maxLength={2000}
        {...form.text('note')}
      />
    </Form>
  );
}
