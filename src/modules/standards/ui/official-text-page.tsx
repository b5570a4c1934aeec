import { useState } from 'react';
import { Button } from '../../../kit/ui/button.tsx';
import { FailureNotice, useDeed } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { ConfirmDialog } from '../../../kit/ui/dialog.tsx';
import { FileField } from '../../../kit/ui/file-field.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useToast } from '../../../kit/ui/toast.tsx';
import { t } from '../messages.ts';
import {
  type AttachResult,
  type PackDetail,
  removeOfficialText,
  sendOfficialText,
  usePack,
} from './calls.ts';

/** Attaching the official wording: choose the text of the PDF, see what matches, then keep it. */
export default function OfficialTextPage() {
  const { packId } = useParams('packId');
  return <LoadedPage query={usePack(packId)}>{(pack) => <Attach pack={pack} />}</LoadedPage>;
}

function Attach({ pack }: { readonly pack: PackDetail }) {
  const [file, setFile] = useState<File | null>(null);
  const [result, setResult] = useState<AttachResult | null>(null);
  const toast = useToast();
  const send = useDeed<'true' | 'false', AttachResult>({
    run: (dryRun) => upload(pack.id, file, dryRun),
    changes: ['/api/v1/standards'],
    done: (answer, dryRun) => {
      setResult(answer);
      if (dryRun === 'false') toast({ text: t('attach.done') });
    },
  });
  const choose = (chosen: File | null) => {
    setFile(chosen);
    setResult(null);
    send.reset();
  };
  return (
    <>
      <PageHeader
        title={t('page.officialText')}
        lead={t('attach.lead')}
        trail={[
          { label: t('page.list'), to: '/standards' },
          { label: pack.title.ja, to: `/standards/${pack.id}` },
        ]}
      />
      {send.isError && <FailureNotice error={send.error} />}
      <div className="flex flex-col gap-4">
        <FileField
          label={t('attach.file')}
          support={t('attach.fileSupport')}
          accept={['.txt']}
          file={file}
          onChange={choose}
        />
        <div>
          <Button
            variant="outline"
            disabled={file === null}
            busy={send.isPending && send.variables === 'true'}
            onClick={() => send.mutate('true')}
          >
            {t('attach.try')}
          </Button>
        </div>
      </div>
      {result !== null && (
        <Section title={t('attach.result')}>
          <Matches result={result} />
          <div className="mt-4">
            <Button
              disabled={result.requirements.matched === 0}
              busy={send.isPending && send.variables === 'false'}
              onClick={() => send.mutate('false')}
            >
              {t('attach.do')}
            </Button>
          </div>
        </Section>
      )}
      {pack.officialTexts > 0 && <Attached pack={pack} />}
    </>
  );
}

function upload(packId: string, file: File | null, dryRun: 'true' | 'false'): Promise<AttachResult> {
  const body = new FormData();
  body.append('dryRun', dryRun);
  if (file !== null) body.append('file', file);
  // The route's body is what the form carries; the file itself has no place in its type.
  return sendOfficialText({ params: { packId }, body: body as unknown as { dryRun: 'true' | 'false' } });
}

function Matches({ result }: { readonly result: AttachResult }) {
  const line = ({ matched, unmatched }: AttachResult['requirements']) =>
    t('attach.matched', { matched, total: matched + unmatched.length });
  const unmatched = [...result.requirements.unmatched, ...result.subItems.unmatched];
  return (
    <div aria-live="polite">
      <DescriptionList
        entries={[
          [t('attach.requirements'), line(result.requirements)],
          [t('attach.subItems'), line(result.subItems)],
          [t('attach.unmatched'), unmatched.length === 0 ? undefined : unmatched.join('、')],
        ]}
      />
    </div>
  );
}

function Attached({ pack }: { readonly pack: PackDetail }) {
  const [asked, setAsked] = useState(false);
  const toast = useToast();
  const deed = useDeed({
    run: () => removeOfficialText({ params: { packId: pack.id } }),
    changes: ['/api/v1/standards'],
    done: () => {
      setAsked(false);
      toast({ text: t('attach.removed') });
    },
  });
  return (
    <div className="mt-10 flex flex-wrap items-center gap-4">
      <p className="text-std-16N-170">{t('attach.now', { count: pack.officialTexts })}</p>
      <Button variant="outline" size="sm" onClick={() => setAsked(true)}>
        {t('attach.remove')}
      </Button>
      <ConfirmDialog
        open={asked}
        onClose={() => setAsked(false)}
        title={t('attach.removeTitle')}
        confirm={t('attach.remove')}
        danger
        onConfirm={() => deed.mutateAsync()}
      >
        {deed.isError && <FailureNotice error={deed.error} />}
      </ConfirmDialog>
    </div>
  );
}
