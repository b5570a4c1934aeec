import { formatFiscalYear } from '../../../kernel/dates.ts';
import { type Answer, endpoint, type Problem } from '../../../kit/ui/api.ts';
import { RadioGroup } from '../../../kit/ui/choice.tsx';
import { useData, useRefresh } from '../../../kit/ui/data.tsx';
import { Disclosure } from '../../../kit/ui/disclosure.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { useToast } from '../../../kit/ui/toast.tsx';
import { t } from '../messages.ts';
import type { getAnnualResults, takeOverAnnualResult } from '../routes/annual-results.ts';
import type { listRatedCampaigns } from '../routes/rates.ts';
import type { History } from './history-chart.tsx';

type Campaign = Answer<typeof listRatedCampaigns>['items'][number];

interface Group {
  readonly roleGroup: string | null;
  readonly title: string;
}

interface Values {
  readonly year: string;
  readonly edition: string;
  readonly focus: 'all' | 'focused';
  readonly source: string;
  /** Percentages by `coverage.<group>` and `implementation.<group>`, as typed. */
  readonly rates: Readonly<Record<string, string>>;
}

const save = endpoint<typeof takeOverAnnualResult>('PUT', '/api/v1/annual-results/:fiscalYear');
const measures = ['coverage', 'implementation'] as const;
const keyOf = (measure: string, { roleGroup }: Group) => `${measure}.${roleGroup ?? '*'}`;

/** Takes over a year of which only a printed report is left. */
export function OlderYear({ history }: { readonly history: History }) {
  const campaigns = useData<Answer<typeof listRatedCampaigns>>('/api/v1/rates/campaigns');
  const results = useData<Answer<typeof getAnnualResults>>('/api/v1/annual-results');
  const campaign = campaigns.data?.items[0];
  if (!campaign || !results.data) return null;
  const groups = history.coverage.map(({ roleGroup, title }) => ({
    roleGroup,
    title: roleGroup === null ? t('report.whole') : title,
  }));
  return (
    <Disclosure summary={t('ui.older')}>
      <p className="mb-4 max-w-4xl text-std-16N-170">{t('ui.olderLead')}</p>
      <OlderYearForm campaign={campaign} groups={groups} settled={results.data.items} />
    </Disclosure>
  );
}

function OlderYearForm({
  campaign,
  groups,
  settled,
}: {
  readonly campaign: Campaign;
  readonly groups: readonly Group[];
  readonly settled: Answer<typeof getAnnualResults>['items'];
}) {
  const refresh = useRefresh();
  const toast = useToast();
  const initial: Values = {
    year: '',
    edition: campaign.edition,
    focus: campaign.focus,
    source: '',
    rates: {},
  };
  const form = useForm<Values>({
    initial,
    check: (values) => problemsOf(values, groups),
    send: async (values) => {
      const fiscalYear = Number(values.year);
      const version = settled.find((each) => each.fiscalYear === fiscalYear)?.version ?? null;
      await save({ params: { fiscalYear }, body: bodyOf(values, groups, campaign, version) });
      await refresh(['/api/v1/annual-results', '/api/v1/rates/history', '/api/v1/reports']);
      toast({ text: t('ui.olderSaved', { year: formatFiscalYear(fiscalYear) }) });
      form.reset(initial);
    },
  });
  const setRate = (key: string) => (value: string) =>
    form.set({ rates: { ...form.values.rates, [key]: value } });
  return (
    <Form form={form} submit={t('ui.olderSave')}>
      <TextField
        {...form.text('year')}
        label={t('ui.olderYear')}
        support={t('ui.olderYearHint')}
        required
        width="sm"
        inputMode="numeric"
      />
      <TextField {...form.text('edition')} label={t('ui.olderEdition')} required width="md" />
      <RadioGroup
        label={t('ui.olderFocus')}
        value={form.values.focus}
        onChange={(focus) => form.set({ focus })}
        options={(['all', 'focused'] as const).map((value) => ({ value, label: t(`report.focus.${value}`) }))}
      />
      <TextField {...form.text('source')} label={t('ui.olderSource')} support={t('ui.olderSourceHint')} />
      {groups.map((group) => (
        <div key={group.roleGroup ?? ''} className="flex flex-wrap gap-4">
          {measures.map((measure) => {
            const key = keyOf(measure, group);
            return (
              <TextField
                key={key}
                name={key}
                label={t(measure === 'coverage' ? 'ui.olderCoverage' : 'ui.olderImplementation', {
                  group: group.title,
                })}
                value={form.values.rates[key] ?? ''}
                onChange={setRate(key)}
                error={form.error(key)}
                width="sm"
                inputMode="decimal"
              />
            );
          })}
        </div>
      ))}
    </Form>
  );
}

const percentage = /^(100(\.0)?|\d{1,2}(\.\d)?)$/;
const typed = (values: Values, key: string) => (values.rates[key] ?? '').normalize('NFKC').trim();

function problemsOf(values: Values, groups: readonly Group[]): Problem[] {
  const keys = groups.flatMap((group) => measures.map((measure) => keyOf(measure, group)));
  const year = Number(values.year);
  const wrong = keys
    .filter((key) => typed(values, key) !== '' && !percentage.test(typed(values, key)))
    .map((field) => ({ field, message: t('ui.olderRateInvalid') }));
  const validYear = Number.isInteger(year) && year >= 1990 && year <= 2200;
  return [
    ...(validYear ? [] : [{ field: 'year', message: t('ui.olderYearInvalid') }]),
    ...wrong,
    ...(keys.every((key) => typed(values, key) === '')
      ? [{ field: keys[0] ?? '', message: t('ui.olderEmpty') }]
      : []),
  ];
}

function bodyOf(values: Values, groups: readonly Group[], campaign: Campaign, version: number | null) {
  const rate = (measure: string, group: Group) => typed(values, keyOf(measure, group)) || null;
  return {
    packId: campaign.packId,
    edition: values.edition,
    focus: values.focus,
    source: values.source,
    printed: groups.map((group) => ({
      ...group,
      coverage: rate('coverage', group),
      implementation: rate('implementation', group),
    })),
    version,
  };
}
