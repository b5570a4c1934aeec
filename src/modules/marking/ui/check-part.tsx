import { type Answer, request } from '../../../kit/ui/api.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { t } from '../messages.ts';
import type { postMarkingCheck } from '../routes.ts';
import { FilesField } from './files-field.tsx';
import { useFileWork } from './use-file-work.ts';
import { WorkList } from './work-list.tsx';

type Checked = Answer<typeof postMarkingCheck>;
type Finding = Checked['findings'][number];

const accepted = '.docx .docm .xlsx .xlsm .pptx .pptm .pdf .jpg .jpeg .png .tif .tiff .heic .heif'.split(' ');

function check(file: File): Promise<Checked> {
  const body = new FormData();
  body.set('file', file);
  return request<Checked>('POST', '/api/v1/marking/check', { body });
}

/** What would go out with the files unseen. */
export function CheckPart() {
  const { works, busy, start, clear } = useFileWork(check);
  return (
    <div>
      <FilesField
        label={t('check.files')}
        support={t('check.support')}
        accept={accepted}
        disabled={busy}
        onFiles={(files) => void start(files)}
      />
      <WorkList
        works={works}
        verdict={({ findings }) =>
          findings.length === 0
            ? { label: t('check.clean'), tone: 'green' }
            : { label: t('check.found', { count: findings.length }), tone: 'orange' }
        }
      >
        {({ findings, marking, format, fileName }) => (
          <>
            {!fits(fileName, format) && (
              <p className="mb-3 text-std-16B-170">
                {t('check.mismatch', { format: t(`format.${format}`) })}
              </p>
            )}
            {format !== 'image' && (
              <p className="mb-3 break-words">
                {marking === null ? t('check.noMarking') : t('check.marking', { text: marking })}
              </p>
            )}
            {findings.length === 0 ? <p>{t('check.cleanText')}</p> : <Findings findings={findings} />}
          </>
        )}
      </WorkList>
      {works.length > 0 && !busy && (
        <div className="mt-6">
          <Button variant="outline" onClick={clear}>
            {t('works.clear')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Whether the ending of a name says what the file is. */
const fits = (fileName: string, format: Checked['format']): boolean => {
  const ending = fileName.split('.').at(-1)?.toLowerCase() ?? '';
  return format === 'image' ? pictures.includes(ending) : ending.slice(0, 3) === format.slice(0, 3);
};

const pictures = 'jpg jpeg png tif tiff heic heif'.split(' ');

/** By kind, so that the advice is said once. */
function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  return (
    <ul className="flex flex-col gap-4">
      {kinds.map((kind) => {
        const found = findings.filter((finding) => finding.kind === kind);
        return (
          <li key={kind}>
            <h3 className="text-std-16B-170">
              {t('check.kind', { kind: t(`kind.${kind}`), count: found.length })}
            </h3>
            <p className="text-std-16N-170 text-solid-gray-700">{found[0]?.advice}</p>
            <ul className="mt-1 list-disc pl-6 text-std-16N-170">
              {found.map(({ where, excerpt }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the list of one answer never changes
                <li key={at} className="break-words">
                  {where}
                  {excerpt !== '' && (
                    <span className="text-solid-gray-800">{t('check.excerpt', { excerpt })}</span>
                  )}
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}
