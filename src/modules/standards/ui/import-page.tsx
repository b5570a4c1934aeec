import { useState } from 'react';
import { Button } from '../../../kit/ui/button.tsx';
import { FailureNotice, useDeed } from '../../../kit/ui/data.tsx';
import { FileField } from '../../../kit/ui/file-field.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { useNavigate } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useToast } from '../../../kit/ui/toast.tsx';
import { t } from '../messages.ts';
import { sendCatalogue } from './calls.ts';

/** An OSCAL catalogue becomes a pack of this installation. */
export default function ImportPage() {
  const [file, setFile] = useState<File | null>(null);
  const [id, setId] = useState('');
  const navigate = useNavigate();
  const toast = useToast();
  const deed = useDeed({
    run: () => {
      const body = new FormData();
      body.append('id', id);
      if (file !== null) body.append('file', file);
      // The route's body is what the form carries; the file itself has no place in its type.
      return sendCatalogue({ body: body as unknown as { id: string } });
    },
    changes: ['/api/v1/standards'],
    done: (pack) => {
      toast({ text: t('import.done', { id: pack.id, count: pack.requirements }) });
      navigate(`/standards/${pack.id}`);
    },
  });
  return (
    <>
      <PageHeader title={t('page.import')} lead={t('page.importLead')} />
      {deed.isError && <FailureNotice error={deed.error} />}
      <form
        className="flex flex-col gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          deed.mutate();
        }}
      >
        <FileField label={t('import.file')} required accept={['.json']} file={file} onChange={setFile} />
        <TextField
          label={t('import.name')}
          support={t('import.nameSupport')}
          required
          width="md"
          name="id"
          autoComplete="off"
          value={id}
          onChange={setId}
        />
        <div>
          <Button type="submit" busy={deed.isPending} disabled={file === null || id === ''}>
            {t('import.do')}
          </Button>
        </div>
      </form>
    </>
  );
}
