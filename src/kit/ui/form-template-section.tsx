import { useState } from 'react';
import type { z } from 'zod';
import type { templateAnswer } from '../server/printed-form/template-routes.ts';
import { ApiError, api } from './api.ts';
import { Button } from './button.tsx';
import { FailureNotice, Loaded, useData, useDeed } from './data.tsx';
import { ConfirmDialog } from './dialog.tsx';
import { Disclosure } from './disclosure.tsx';
import { FileField } from './file-field.tsx';
import { ErrorSummary } from './form.tsx';
import { FileLink } from './link.tsx';
import { t } from './messages.ts';
import { Section } from './page-header.tsx';
import { Table } from './table.tsx';
import { useToast } from './toast.tsx';
import { showInstant } from './values.ts';

type Template = z.output<typeof templateAnswer>;

/** The Word template of a printed form: the product's or the organisation's, and what may stand in it. */
export function FormTemplateSection({ address }: { readonly address: string }) {
  const template = useData<Template>(address);
  return (
    <Section title={t('template.title')} lead={t('template.lead')}>
      <Loaded query={template}>
        {(current) => <Current key={current.version} address={address} template={current} />}
      </Loaded>
    </Section>
  );
}

function Current({ address, template }: { readonly address: string; readonly template: Template }) {
  const { own, version } = template;
  const [file, setFile] = useState<File | null>(null);
  const [asking, setAsking] = useState(false);
  const toast = useToast();
  const save = useDeed<File>({
    run: (chosen) => {
      const form = new FormData();
      form.append('version', String(version));
      form.append('file', chosen);
      return api.put(address, form);
    },
    changes: [address],
    done: () => toast({ text: t('template.saved') }),
  });
  const remove = useDeed({
    run: () => api.delete(`${address}?version=${version}`),
    changes: [address],
    done: () => toast({ text: t('template.removed') }),
  });
  const problems = save.error instanceof ApiError ? save.error.problems : [];
  return (
    <div className="flex flex-col gap-6">
      <p>
        {t('template.current', {
          name:
            own === null
              ? t('template.product')
              : t('template.own', {
                  name: own.fileName,
                  at: showInstant(own.uploadedAt),
                  by: own.uploadedBy,
                }),
        })}
      </p>
      <p className="flex flex-wrap gap-4">
        <FileLink href={`${address}/default`}>{t('template.getProduct')}</FileLink>
        {own !== null && <FileLink href={`${address}/own`}>{t('template.getOwn')}</FileLink>}
      </p>
      {problems.length > 0 ? (
        <ErrorSummary problems={problems} failure={null} />
      ) : (
        save.isError && <FailureNotice error={save.error} />
      )}
      <FileField
        label={t('template.file')}
        name="file"
        support={t('template.fileSupport')}
        accept={['.docx']}
        maxSize={template.maxSize}
        file={file}
        onChange={setFile}
      />
      <div className="flex flex-wrap gap-3">
        <Button
          variant="outline"
          busy={save.isPending}
          disabled={file === null}
          onClick={() => file !== null && save.mutate(file)}
        >
          {t('template.save')}
        </Button>
        {own !== null && (
          <Button variant="text" onClick={() => setAsking(true)}>
            {t('template.remove')}
          </Button>
        )}
      </div>
      <Disclosure summary={t('template.tags')}>
        <Table
          caption={t('template.tags')}
          dense
          rows={template.tags}
          rowKey={(row) => row.tag}
          columns={[
            {
              name: 'tag',
              label: t('template.tag'),
              heading: true,
              cell: (row) => row.tag.replace(/[^、]+/g, '{$&}'),
            },
            { name: 'text', label: t('template.meaning'), cell: (row) => row.text },
          ]}
        />
      </Disclosure>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('template.remove')}
        confirm={t('template.remove')}
        danger
        onConfirm={() => remove.mutateAsync()}
      >
        {t('template.removeText')}
      </ConfirmDialog>
    </div>
  );
}
