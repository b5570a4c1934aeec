import { Checkbox } from '../../../kit/ui/choice.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { Select, TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages-ui.ts';
import { everything, putSettings, type SchemeInfo } from './calls.ts';
import { lines } from './standing-fields.tsx';

/** What an organisation itself decides about classification. */
export default function SettingsPage() {
  const scheme = useData<SchemeInfo>('/api/v1/information/scheme');
  return (
    <>
      <PageHeader title={t('page.settings')} lead={t('settings.lead')} />
      <Loaded query={scheme}>{(info) => <SettingsForm key={info.settings.version} scheme={info} />}</Loaded>
    </>
  );
}

function SettingsForm({ scheme }: { readonly scheme: SchemeInfo }) {
  const { settings, unmarked } = scheme;
  const done = useDone(everything);
  const form = useForm({
    initial: {
      body: settings.body ?? scheme.body,
      unmarkedIsLowest: settings.unmarkedIsLowest,
      unmarkedReason: settings.unmarkedReason,
      reviewMonths: String(settings.reviewMonths),
      own: settings.ownRestrictions.join('\n'),
    },
    fieldOf: (field) => (field.startsWith('ownRestrictions') ? 'own' : field),
    send: async (values) => {
      await putSettings({
        body: {
          version: settings.version,
          body: values.body,
          unmarkedIsLowest: values.unmarkedIsLowest,
          unmarkedReason: values.unmarkedReason,
          reviewMonths: Number(values.reviewMonths),
          ownRestrictions: lines(values.own),
        },
      });
      await done(t('saved'));
    },
  });
  return (
    <Form form={form} submit={t('action.save')}>
      {scheme.bodies.length > 1 && (
        <Select
          label={t('settings.body')}
          support={t('settings.bodyHint')}
          placeholder={null}
          options={scheme.bodies.map(({ id, title }) => ({ value: id, label: title }))}
          {...form.text('body')}
        />
      )}
      <TextField
        label={t('settings.months')}
        type="number"
        min={1}
        max={120}
        required
        width="sm"
        {...form.text('reviewMonths')}
      />
      <TextArea label={t('settings.own')} support={t('settings.ownHint')} {...form.text('own')} />
      {unmarked.adoptable ? (
        <>
          <Checkbox
            name="unmarkedIsLowest"
            label={t('settings.unmarked')}
            support={t('settings.unmarkedHint', { source: unmarked.source })}
            checked={form.values.unmarkedIsLowest}
            onChange={(unmarkedIsLowest) => form.set({ unmarkedIsLowest })}
          />
          <TextField
            label={t('settings.reason')}
            required={form.values.unmarkedIsLowest}
            maxLength={500}
            {...form.text('unmarkedReason')}
          />
        </>
      ) : (
        <p className="text-solid-gray-700">
          {t('settings.unmarkedUnavailable', { source: unmarked.source })}
        </p>
      )}
    </Form>
  );
}
