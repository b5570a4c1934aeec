import { useState } from 'react';
import type { ApiError } from './api.ts';
import { Button } from './button.tsx';
import { RadioGroup } from './choice.tsx';
import { Dialog } from './dialog.tsx';
import { ErrorSummary } from './form.tsx';
import { t } from './messages.ts';
import { showValue } from './values.ts';

type Side = 'mine' | 'theirs';

export interface ConflictDialogProps {
  /** The 409 that the server answered; null keeps the dialog closed. */
  readonly conflict: ApiError | null;
  readonly fieldLabel: (field: string) => string;
  /** Saves again: the values to change, over the version that is current now. */
  readonly onResolve: (
    values: Readonly<Record<string, unknown>>,
    version: number,
  ) => Promise<unknown> | unknown;
  readonly onClose: () => void;
}

/** The fields in which one's own input and the current record differ, side by side: keep mine or take theirs. */
export function ConflictDialog({ conflict, fieldLabel, onResolve, onClose }: ConflictDialogProps) {
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({});
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const differences = conflict?.differences ?? [];
  const resolve = async (choice: (field: string) => Side) => {
    if (conflict?.currentVersion == null) return;
    setBusy(true);
    setFailure(null);
    const values = differences.map(({ field, yours, current }) => [
      field,
      choice(field) === 'mine' ? yours : current,
    ]);
    try {
      await onResolve(Object.fromEntries(values), conflict.currentVersion);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const close = () => {
    setFailure(null);
    onClose();
  };
  return (
    <Dialog
      open={conflict !== null}
      onClose={close}
      title={t('conflict.title')}
      size="lg"
      actions={
        <>
          <Button busy={busy} onClick={() => void resolve((field) => sides[field] ?? 'mine')}>
            {t('conflict.apply')}
          </Button>
          <Button variant="outline" onClick={() => void resolve(() => 'theirs')}>
            {t('conflict.takeAll')}
          </Button>
          <Button variant="text" onClick={close}>
            {t('common.cancel')}
          </Button>
        </>
      }
    >
      {failure !== null && (
        <div className="mb-4">
          <ErrorSummary problems={[]} failure={failure} />
        </div>
      )}
      <p className="mb-4">{t('conflict.lead')}</p>
      <div className="flex flex-col gap-6">
        {differences.map(({ field, inWords, ...codes }) => (
          <RadioGroup<Side>
            key={field}
            label={t('conflict.field', { field: fieldLabel(field) })}
            value={sides[field] ?? 'mine'}
            onChange={(side) => setSides((now) => ({ ...now, [field]: side }))}
            options={[
              { value: 'mine', label: t('conflict.mine'), support: showValue((inWords ?? codes).yours) },
              {
                value: 'theirs',
                label: t('conflict.theirs'),
                support: showValue((inWords ?? codes).current),
              },
            ]}
          />
        ))}
      </div>
    </Dialog>
  );
}
