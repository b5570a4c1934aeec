import { useState } from 'react';
import { Button } from '../../../kit/ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '../../../kit/ui/choice.tsx';
import { Loaded } from '../../../kit/ui/data.tsx';
import { ButtonLink, Link } from '../../../kit/ui/link.tsx';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages-ui.ts';
import { type Axis, type Form, forms } from '../model.ts';
import type { Assessment, QuestionInfo } from './calls.ts';
import { useAssessment } from './use-assessment.ts';

type Answers = Readonly<Record<string, readonly string[]>>;

/** A few questions of the pack lead to a class, with the reason. */
export default function AidPage() {
  const [form, setForm] = useState<Form>('electronic');
  const [answers, setAnswers] = useState<Answers>({});
  const assessment = useAssessment(form, answers);
  return (
    <>
      <PageHeader
        title={t('page.aid')}
        lead={t('aid.lead')}
        actions={
          <Button variant="outline" onClick={() => setAnswers({})}>
            {t('aid.restart')}
          </Button>
        }
      />
      <div className="flex flex-col gap-8">
        <RadioGroup
          label={t('aid.form')}
          value={form}
          onChange={setForm}
          options={forms.map((value) => ({ value, label: t(`form.${value}`) }))}
        />
        <Loaded query={assessment}>
          {(result) => (
            <>
              {result.questions.map((question) => (
                <QuestionField
                  key={question.id}
                  question={question}
                  chosen={answers[question.id] ?? []}
                  onChange={(chosen) => setAnswers((now) => ({ ...now, [question.id]: chosen }))}
                />
              ))}
              <Result form={form} result={result} />
            </>
          )}
        </Loaded>
      </div>
    </>
  );
}

const alone = ['none', 'unsure'];

function QuestionField({
  question,
  chosen,
  onChange,
}: {
  readonly question: QuestionInfo;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}) {
  // A source that all answers share is said once.
  const [common, ...others] = new Set(question.answers.map(({ source }) => source));
  const shared = others.length === 0 && common ? t('aid.source', { source: common }) : '';
  const help = [t(`axis.${question.axis}`), question.help].filter(Boolean).join('：');
  const shown = {
    label: question.title,
    support: help + shared,
    options: question.answers.map(({ id, title, source }) => ({
      value: id,
      label: title,
      ...(shared === '' && { support: source }),
    })),
  };
  if (!question.multiple)
    return <RadioGroup {...shown} value={chosen[0] ?? ''} onChange={(value) => onChange([value])} />;
  return (
    <CheckboxGroup
      {...shown}
      values={chosen}
      onChange={(next) => {
        const added = next.find((id) => !chosen.includes(id));
        // 「どれにも当たらない」 and 「判断できない」 stand alone; another answer takes their place.
        const kept = next.filter((id) => !alone.includes(id));
        onChange(added !== undefined && alone.includes(added) ? [added] : added === undefined ? next : kept);
      }}
    />
  );
}

function Result({ form, result }: { readonly form: Form; readonly result: Assessment }) {
  if (!result.complete) return <Notice kind="info">{t('aid.incomplete')}</Notice>;
  const query = new URLSearchParams({ form });
  const name: Readonly<Record<Axis, string>> = { confidentiality: 'c', integrity: 'i', availability: 'a' };
  for (const [axis, short] of Object.entries(name) as [Axis, string][]) {
    const level = result.classes[axis];
    if (level !== null) query.set(short, String(level));
  }
  if (result.restrictions.length > 0)
    query.set('restrictions', result.restrictions.map(({ id }) => id).join(','));
  if (result.ask.length > 0) query.set('ask', '1');
  const marks = (Object.keys(name) as Axis[])
    .filter((axis) => result.classes[axis] !== null)
    .map((axis) => `${t(`axis.${axis}`)}${result.classes[axis]}`);
  return (
    <Section title={t('aid.result')}>
      <div className="flex flex-col gap-4" role="status">
        <p className="text-std-24B-150">{marks.length === 0 ? t('class.none') : marks.join('・')}</p>
        {result.ask.length > 0 && (
          <Notice kind="warning">
            {t('aid.ask', { axes: result.ask.map((axis) => t(`axis.${axis}`)).join('、') })}
          </Notice>
        )}
        <div>
          <h3 className="mb-2 text-std-17B-170">{t('aid.reason')}</h3>
          <ul className="list-disc pl-6">
            {result.reasons.map((reason) => (
              <li key={`${reason.axis} ${reason.source} ${reason.text}`}>
                {`${t(`axis.${reason.axis}`)}${reason.level ?? ''}：${t('aid.reasonText', { text: reason.text, source: reason.source })}`}
              </li>
            ))}
          </ul>
        </div>
        {result.restrictions.length > 0 && (
          <p>{`${t('aid.restrictions')}：${result.restrictions.map(({ title }) => title).join('、')}`}</p>
        )}
        <p className="text-solid-gray-700">
          {t('aid.note')} <Link to="/information/scheme">{t('page.scheme')}</Link>
        </p>
        <p>
          <ButtonLink to={`/information/new?${query}`} variant="solid">
            {t('aid.register')}
          </ButtonLink>
        </p>
      </div>
    </Section>
  );
}
