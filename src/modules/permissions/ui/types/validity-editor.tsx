import { useState } from 'react';
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
  return (
    <div className="flex flex-col gap-6">
      <Checkbox
        label={t('type.validityNone')}
        checked={validity === null}
        onChange={(none) => onValidity(none ? null : { defaultDays: 7, maxDays: 365 })}
      />
      {validity !== null && (
        <div className="flex flex-wrap gap-6">
          <DaysField
            label={t('type.validityDefault')}
            name="defaultDays"
            error={error('defaultDays')}
            days={validity.defaultDays}
            onChange={(defaultDays) => onValidity({ ...validity, defaultDays })}
          />
          <DaysField
            label={t('type.validityMax')}
            name="maxDays"
            error={error('maxDays')}
            days={validity.maxDays}
            onChange={(maxDays) => onValidity({ ...validity, maxDays })}
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

/** A number of days. It may be empty while it is being written; what is no number is not taken over. */
function DaysField({
  label,
  name,
  error,
  days,
  onChange,
}: {
  readonly label: string;
  readonly name: string;
  readonly error: string | undefined;
  readonly days: number;
  readonly onChange: (days: number) => void;
}) {
  const [text, setText] = useState<string | null>(null);
  const write = (next: string) => {
    setText(next);
    if (/^[1-9]\d{0,5}$/.test(next)) onChange(Number(next));
  };
  return (
    <TextField
      type="number"
      min={1}
      width="sm"
      {...{ label, name, error }}
      value={text ?? String(days)}
      onChange={write}
      onBlur={() => setText(null)}
    />
  );
}
