import { Select, TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { t } from '../messages.ts';
import { addPage, changePage, dropPage, type Editable, GUIDE, type OwnPage } from './calls.ts';
import { choices, firstUnit, PlaceFields } from './place-fields.tsx';
import { RecordDialog } from './record-dialog.tsx';

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** After a conflict a field may come as it is kept: a list of lines, or nothing. */
const asText = (value: unknown): string =>
  Array.isArray(value) ? value.join('\n') : value === null ? '' : String(value);

/** A page of the office, or its words to a situation. */
export function PageDialog({
  page,
  editable,
  close,
}: {
  readonly page: OwnPage | null;
  readonly editable: Editable;
  readonly close: () => void;
}) {
  return (
    <RecordDialog
      title={t(page === null ? 'page.newPage' : 'page.editPage')}
      initial={{
        situationId: page?.situationId ?? '',
        title: page?.title ?? '',
        headline: page?.headline ?? '',
        body: page?.body ?? '',
        doLines: asText(page?.doLines ?? []),
        dontLines: asText(page?.dontLines ?? []),
        keywords: asText(page?.keywords ?? []),
        action: page?.action ?? '',
        permissionType: page?.permissionType ?? '',
        unitId: page?.unitId ?? firstUnit(editable),
        position: String(page?.position ?? 0),
      }}
      known={
        page && {
          version: page.version,
          name: page.title,
          historyPath: `${GUIDE}/pages/${page.id}/history`,
          remove: () => dropPage({ params: { id: page.id }, body: { version: page.version } }),
        }
      }
      save={(values, version) => {
        const body = {
          ...values,
          situationId: asText(values.situationId) || null,
          unitId: asText(values.unitId) || null,
          action: asText(values.action) || null,
          permissionType: asText(values.permissionType) || null,
          doLines: linesOf(asText(values.doLines)),
          dontLines: linesOf(asText(values.dontLines)),
          keywords: linesOf(asText(values.keywords)),
          position: Number(values.position),
        };
        return page === null || version === null
          ? addPage({ body })
          : changePage({ params: { id: page.id }, body: { ...body, version } });
      }}
      close={close}
    >
      {(form) => (
        <>
          <Select
            label={t('field.situationId')}
            support={t('field.situationSupport')}
            placeholder={t('field.none')}
            options={choices(editable.situations)}
            {...form.text('situationId')}
          />
          <TextField label={t('field.title')} required maxLength={200} width="full" {...form.text('title')} />
          <TextField
            label={t('field.headline')}
            support={t('field.headlineSupport')}
            maxLength={500}
            width="full"
            {...form.text('headline')}
          />
          <TextArea label={t('field.body')} maxLength={10_000} {...form.text('body')} />
          <div className="grid gap-6 md:grid-cols-2">
            <TextArea label={t('field.doLines')} {...form.text('doLines')} />
            <TextArea label={t('field.dontLines')} {...form.text('dontLines')} />
          </div>
          <TextArea label={t('field.keywords')} {...form.text('keywords')} />
          <div className="grid gap-6 md:grid-cols-2">
            <Select
              label={t('field.action')}
              placeholder={t('field.none')}
              options={choices(editable.actions)}
              {...form.text('action')}
            />
            <Select
              label={t('field.permissionType')}
              placeholder={t('field.none')}
              options={choices(editable.forms)}
              {...form.text('permissionType')}
            />
          </div>
          <PlaceFields form={form} editable={editable} />
        </>
      )}
    </RecordDialog>
  );
}
