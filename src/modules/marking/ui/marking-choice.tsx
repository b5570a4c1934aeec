import { useState } from 'react';
import { ApiError, api } from '../../../kit/ui/api.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { CheckboxGroup } from '../../../kit/ui/choice.tsx';
import { FailureNotice, useData, useDeed } from '../../../kit/ui/data.tsx';
import { Select } from '../../../kit/ui/inputs.tsx';
import { t } from '../messages.ts';

/** As much of the organisation's scheme as a marking needs. */
interface Scheme {
  readonly axes: readonly {
    readonly id: string;
    readonly title: string;
    readonly levels: readonly { readonly level: number; readonly title: string; readonly text: string }[];
  }[];
  readonly restrictions: readonly { readonly id: string; readonly title: string; readonly open: boolean }[];
}

interface Markings {
  readonly items: readonly { readonly target: string; readonly text: string }[];
}

/** The classes and restrictions of the organisation, made into the words of a header. Without a scheme, nothing. */
export function MarkingChoice({ onText }: { readonly onText: (text: string) => void }) {
  const scheme = useData<Scheme>('/api/v1/information/scheme');
  if (scheme.isError) {
    const none = scheme.error instanceof ApiError && scheme.error.status < 500;
    return none ? null : <FailureNotice error={scheme.error} retry={() => void scheme.refetch()} />;
  }
  return scheme.data === undefined ? null : <Choice scheme={scheme.data} onText={onText} />;
}

function Choice({ scheme, onText }: { readonly scheme: Scheme; readonly onText: (text: string) => void }) {
  const [levels, setLevels] = useState<Readonly<Record<string, string>>>({});
  const [restrictions, setRestrictions] = useState<readonly string[]>([]);
  const deed = useDeed({
    run: () =>
      api.post<Markings>('/api/v1/information/markings', {
        classes: Object.fromEntries(
          ['confidentiality', 'integrity', 'availability'].map((id) => [id, Number(levels[id]) || null]),
        ),
        restrictions: [...restrictions],
      }),
    done: ({ items }) => onText(items.find(({ target }) => target === 'header')?.text ?? ''),
  });
  return (
    <fieldset className="rounded-8 border border-solid-gray-420 p-4">
      <legend className="px-2 text-std-17B-170">{t('choice.title')}</legend>
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap gap-4">
          {scheme.axes.map((axis) => (
            <Select
              key={axis.id}
              label={axis.title}
              value={levels[axis.id] ?? ''}
              onChange={(value) => setLevels({ ...levels, [axis.id]: value })}
              placeholder={t('choice.none')}
              options={axis.levels.map(({ level, title }) => ({ value: String(level), label: title }))}
            />
          ))}
        </div>
        <CheckboxGroup
          label={t('choice.restrictions')}
          inline
          values={restrictions}
          onChange={setRestrictions}
          options={scheme.restrictions
            .filter(({ open }) => !open)
            .map(({ id, title }) => ({ value: id, label: title }))}
        />
        {deed.isError && <FailureNotice error={deed.error} />}
        <div>
          <Button variant="outline" busy={deed.isPending} onClick={() => deed.mutate()}>
            {t('choice.compose')}
          </Button>
        </div>
      </div>
    </fieldset>
  );
}
