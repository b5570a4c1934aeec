import { type FormEvent, useMemo, useState } from 'react';
import { ApiError, type Problem } from '../../../../kit/ui/api.ts';
import { saveStateText } from '../../../../kit/ui/autosave.ts';
import { Button } from '../../../../kit/ui/button.tsx';
import { useRefresh } from '../../../../kit/ui/data.tsx';
import { ErrorSummary } from '../../../../kit/ui/form.tsx';
import { useNavigate } from '../../../../kit/ui/navigation.ts';
import { Notice } from '../../../../kit/ui/notice.tsx';
import { useToast } from '../../../../kit/ui/toast.tsx';
import { type Field, type FieldValue, type FormValues, isRequired, isShown } from '../../model.ts';
import { everything, submit, type TypeView } from '../calls.ts';
import { t } from '../messages.ts';
import type { PickedEntry } from './entry-picker.tsx';
import { type FormField, FormFieldInput } from './form-field.tsx';
import { missingOverride, OverrideFields, type OverrideValues } from './override-fields.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { type Draft, useDraft } from './use-draft.ts';
import { usePreview } from './use-preview.ts';

export interface RequestFormProps {
  readonly type: TypeView;
  readonly initial: FormValues;
  /** What saved ids are called, by field. */
  readonly names: Readonly<Record<string, string>>;
  readonly draft: Draft | null;
  /** Whether it was sent back and is submitted again. */
  readonly again?: boolean;
  /** Keeps the draft in the address once there is one. */
  readonly created: (id: string) => void;
}

/** The field as the rules of the model read it; a condition that is not there comes as null. */
function asField({ id, kind, required, requiredWhen, showWhen }: FormField): Field {
  const conditions = { requiredWhen, showWhen };
  const given = Object.entries(conditions).filter(([, condition]) => condition !== null);
  return { id, kind, required, label: { ja: '' }, ...Object.fromEntries(given) };
}

/** The form of a type: saved as one goes, with who will decide beside it, submitted at the end. */
export function RequestForm({ type, initial, names, draft, again = false, created }: RequestFormProps) {
  const [values, setValues] = useState<FormValues>(initial);
  const [picked, setPicked] = useState(names);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [override, setOverride] = useState<OverrideValues>({ reason: '', viewerId: '' });
  const saving = useDraft(type.id, draft, { created });
  const query = usePreview(type.id, values);
  const navigate = useNavigate();
  const refresh = useRefresh();
  const toast = useToast();
  const shown = useMemo(
    () => type.fields.filter((field) => isShown(asField(field), values)),
    [type.fields, values],
  );

  const change = (next: FormValues, fields: readonly string[]) => {
    setValues(next);
    setProblems((now) => now.filter(({ field }) => !fields.some((id) => field === `values.${id}`)));
    saving.change(next);
  };
  const set = (id: string, value: FieldValue) => change({ ...values, [id]: value }, [id]);
  const pick = (field: FormField, entry: PickedEntry | null) => {
    setPicked((now) => ({ ...now, [field.id]: entry?.label ?? '' }));
    const classes = type.fields.find(({ kind }) => kind === 'classes');
    const along = classes && entry?.classes ? { [classes.id]: entry.classes } : {};
    change({ ...values, [field.id]: entry?.value ?? null, ...along }, [field.id, ...Object.keys(along)]);
  };
  const overriding = query.data?.override.possible === true;
  const send = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const missing = overriding ? missingOverride(override) : [];
    setProblems(missing);
    if (missing.length > 0) {
      setBusy(false);
      return;
    }
    try {
      const saved = await saving.flush(values);
      const body = {
        version: saved.version,
        override: overriding ? override : null,
      };
      const moved = await submit({ params: { id: saved.id }, body });
      await refresh(everything);
      toast({ text: t('form.submitted') });
      navigate(`/permissions/${moved.id}`);
    } catch (error) {
      if (error instanceof ApiError && error.problems.length > 0) setProblems(error.problems);
      else setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const errorOf = (id: string) => problems.find(({ field }) => field === `values.${id}`)?.message;
  const blocked = (query.data?.closed.length ?? 0) > 0;
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <form
        noValidate
        className="flex min-w-0 flex-col gap-6"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void send();
        }}
      >
        {/* The fields carry their own ids; the server names them below `values`. */}
        <ErrorSummary
          problems={problems.map((problem) => ({
            ...problem,
            field: problem.field.replace(/^values\./, ''),
          }))}
          failure={failure}
        />
        {saving.conflict && <ConflictNotice />}
        {shown.map((field) => (
          <FormFieldInput
            key={field.id}
            field={field}
            required={isRequired(asField(field), values)}
            value={values[field.id]}
            picked={picked[field.id]}
            error={errorOf(field.id)}
            onChange={(value) => set(field.id, value)}
            onPick={(entry) => pick(field, entry)}
          />
        ))}
        {overriding && (
          <OverrideFields
            viewers={query.data?.override.viewers ?? []}
            values={override}
            onChange={setOverride}
            errorOf={(name) => problems.find(({ field }) => field === `override.${name}`)?.message}
          />
        )}
        <p role="status" className="text-dns-16N-130 text-solid-gray-700">
          {saveStateText(saving.state)}
        </p>
        {blocked && (
          <p className="text-std-16N-170 text-error-2">
            {t('form.blocked', { text: query.data?.closed.map(({ message }) => message).join(' ') ?? '' })}
          </p>
        )}
        <div>
          <Button type="submit" size="lg" busy={busy} disabled={blocked}>
            {t(again ? 'form.resubmit' : 'form.submit')}
          </Button>
        </div>
      </form>
      <div className="lg:sticky lg:top-4 lg:self-start">
        <PreviewPanel query={query} />
      </div>
    </div>
  );
}

function ConflictNotice() {
  return (
    <Notice
      kind="warning"
      role="alert"
      title={t('form.conflict')}
      actions={
        <Button variant="outline" size="sm" onClick={() => window.location.reload()}>
          {t('form.reload')}
        </Button>
      }
    >
      {t('form.conflictText')}
    </Notice>
  );
}
