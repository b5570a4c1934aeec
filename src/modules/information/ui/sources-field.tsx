import { Button } from '../../../kit/ui/button.tsx';
import { ErrorText } from '../../../kit/ui/field.tsx';
import { SelectBox } from '../../../kit/ui/inputs.tsx';
import { t } from '../messages-ui.ts';
import { type SourceKind, sourceKinds } from '../model.ts';
import { EntryPicker } from './parts.tsx';

/** A source while somebody chooses it. */
export interface SourceValue {
  readonly id: string;
  readonly kind: SourceKind;
  readonly label: string;
}

interface Props {
  readonly values: readonly SourceValue[];
  readonly onChange: (values: readonly SourceValue[]) => void;
  readonly error: string | undefined;
}

/** What something was copied or made from: any number of entries, each with how. */
export function SourcesField({ values, onChange, error }: Props) {
  return (
    <fieldset className="flex flex-col gap-4" data-field="sources">
      <legend className="mb-2 text-std-17B-170">{t('field.sources')}</legend>
      {values.length > 0 && (
        <ul className="flex flex-col gap-3">
          {values.map((value) => (
            <li
              key={value.id}
              className="flex flex-wrap items-center gap-3 rounded-8 border border-solid-gray-420 p-3"
            >
              <span className="min-w-0 flex-1 basis-48">{value.label}</span>
              <SelectBox
                small
                width="max-w-48"
                aria-label={t('new.sourceKind')}
                value={value.kind}
                onChange={(event) => {
                  const kind = sourceKinds.find((each) => each === event.target.value) ?? 'copy';
                  onChange(values.map((each) => (each.id === value.id ? { ...each, kind } : each)));
                }}
              >
                {sourceKinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`kind.${kind}`)}
                  </option>
                ))}
              </SelectBox>
              <Button
                size="sm"
                variant="text"
                aria-label={`${value.label} ${t('action.remove')}`}
                onClick={() => onChange(values.filter(({ id }) => id !== value.id))}
              >
                {t('action.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <EntryPicker
        key={values.length}
        name="source"
        label={t('action.add')}
        support={t('new.sourcesHint')}
        value={null}
        onChange={(picked) => {
          if (picked === null || values.some(({ id }) => id === picked.value)) return;
          onChange([...values, { id: picked.value, kind: 'derived', label: picked.label }]);
        }}
      />
      {error !== undefined && <ErrorText>{error}</ErrorText>}
    </fieldset>
  );
}
