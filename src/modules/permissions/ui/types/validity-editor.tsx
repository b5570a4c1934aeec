import { Checkbox } from '../../../../kit/ui/choice.tsx';
import { Select, TextField } from '../../../../kit/ui/inputs.tsx';
import { type CompletionKind, completionKinds, type PermissionType } from '../../model.ts';
import { t } from '../messages.ts';
import type { ErrorOf } from './problems.ts';

/** How long a permission holds, and what is owed at its end. */
export function ValidityEditor({
  validity,
  completion,
  error,
  onValidity,
  onCompletion,
}: {
  readonly validity: PermissionType['validity'];
  readonly completion: PermissionType['completion'];
  readonly error: ErrorOf;
  readonly onValidity: (validity: PermissionType['validity']) => void;
  readonly onCompletion: (completion: PermissionType['completion']) => void;
}) {
  const days = (text: string): number => Math.max(1, Math.trunc(Number(text)) || 1);
  return (
    <div className="flex flex-col gap-6">
      <Checkbox
        label={t('type.validityNone')}
        checked={validity === null}
        onChange={(none) => onValidity(none ? null : { defaultDays: 7, maxDays: 365 })}
      />
      {validity !== null && (
        <div className="flex flex-wrap gap-6">
          <TextField
            type="number"
            min={1}
            width="sm"
            label={t('type.validityDefault')}
            name="defaultDays"
            error={error('defaultDays')}
            value={String(validity.defaultDays)}
            onChange={(text) => onValidity({ ...validity, defaultDays: days(text) })}
          />
          <TextField
            type="number"
            min={1}
            width="sm"
            label={t('type.validityMax')}
            value={String(validity.maxDays)}
            onChange={(text) => onValidity({ ...validity, maxDays: days(text) })}
          />
        </div>
      )}
      <Select
        label={t('type.completion')}
        name="completion"
        error={error('completion')}
        placeholder={null}
        value={completion.kind}
        onChange={(kind) => onCompletion({ ...completion, kind: kind as CompletionKind })}
        options={completionKinds.map((value) => ({ value, label: t(`type.completion.${value}`) }))}
      />
      {completion.kind !== 'none' && (
        <TextField
          label={t('type.completionText')}
          support={t('type.completionTextSupport')}
          maxLength={200}
          value={completion.text?.ja ?? ''}
          onChange={(ja) =>
            onCompletion(ja === '' ? { kind: completion.kind } : { ...completion, text: { ja } })
          }
        />
      )}
    </div>
  );
}
