import { type FormEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, errorText, type Problem } from './api.ts';
import { Button } from './button.tsx';
import { t } from './messages.ts';

/** What `useForm` gives to a form. */
export interface FormState<Values extends object> {
  readonly values: Values;
  /** Changes some values; their refusals disappear. */
  readonly set: (change: Partial<Values>) => void;
  /** Gives `value`, `onChange`, `name` and `error` of a text field: `<TextField {...form.text('name')} label=… />`. */
  readonly text: <Name extends TextNames<Values>>(name: Name) => BoundText;
  /** The refusal of a field, of the server or of `check`. */
  readonly error: (field: string) => string | undefined;
  readonly problems: readonly Problem[];
  /** The refusal of the whole, when it is not about fields. */
  readonly failure: unknown;
  /** How often it was sent; a new attempt that fails brings the focus back to what was refused. */
  readonly attempt: number;
  readonly busy: boolean;
  readonly dirty: boolean;
  readonly submit: () => Promise<void>;
  readonly reset: (values?: Values) => void;
}

type TextNames<Values> = { [K in keyof Values]: Values[K] extends string ? K : never }[keyof Values] & string;

export interface BoundText {
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}

export interface FormOptions<Values extends object> {
  readonly initial: Values;
  /** Checks before sending; gives the fields that are wrong. */
  readonly check?: (values: Values) => readonly Problem[];
  /** Sends; a thrown `ApiError` with problems is shown at its fields. */
  readonly send: (values: Values) => Promise<unknown>;
  /** Called with a 409, for `ConflictDialog`; without it the conflict is shown as a failure. */
  readonly onConflict?: (error: ApiError, values: Values) => void;
  /** The field of the form for a field of the server, where the two are named differently. */
  readonly fieldOf?: (serverField: string) => string;
}

/** State of a form: values, refusals at their fields, and whether it is being sent. */
export function useForm<Values extends object>({
  initial,
  check,
  send,
  onConflict,
  fieldOf = fieldName,
}: FormOptions<Values>): FormState<Values> {
  const [values, setValues] = useState(initial);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [dirty, setDirty] = useState(false);

  const set = useCallback((change: Partial<Values>) => {
    setValues((now) => ({ ...now, ...change }));
    setProblems((now) => now.filter((problem) => !(fieldName(problem.field) in change)));
    setDirty(true);
  }, []);
  const error = (field: string) => problems.find((problem) => fieldName(problem.field) === field)?.message;

  const submit = async () => {
    if (busy) return;
    setFailure(null);
    const found = check?.(values) ?? [];
    setProblems(found);
    if (found.length > 0) return setAttempt((before) => before + 1);
    setBusy(true);
    try {
      await send(values);
      setDirty(false);
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.status === 409 && onConflict) onConflict(thrown, values);
      else if (thrown instanceof ApiError && thrown.problems.length > 0)
        setProblems(thrown.problems.map((problem) => ({ ...problem, field: fieldOf(problem.field) })));
      else setFailure(thrown);
    } finally {
      setBusy(false);
      setAttempt((before) => before + 1);
    }
  };
  const reset = (next: Values = initial) => {
    setValues(next);
    setProblems([]);
    setFailure(null);
    setDirty(false);
  };
  const text: FormState<Values>['text'] = (name) => ({
    name,
    value: values[name] as string,
    onChange: (value) => set({ [name]: value } as Partial<Values>),
    error: error(name),
  });
  return { values, set, text, error, problems, failure, attempt, busy, dirty, submit, reset };
}

/** The server's JSON paths begin with the part of the request: `body.name` and `/name` both mean `name`. */
export function fieldName(field: string): string {
  return field
    .replace(/^[/.]/, '')
    .replace(/^body[./]/, '')
    .replaceAll('/', '.');
}

/** A form that shows its refusals on top, moves the focus there, and sends on Enter. */
export function Form<Values extends object>({
  form,
  submit,
  actions,
  children,
}: {
  readonly form: FormState<Values>;
  /** The text of the button that sends. */
  readonly submit: string;
  /** Further buttons beside it. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const ref = useRef<HTMLFormElement>(null);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void form.submit();
  };
  return (
    <form ref={ref} onSubmit={onSubmit} noValidate className="flex flex-col gap-6">
      <ErrorSummary problems={form.problems} failure={form.failure} attempt={form.attempt} />
      {children}
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" size="lg" busy={form.busy}>
          {submit}
        </Button>
        {actions}
      </div>
    </form>
  );
}

/** The list of refusals above a form. It takes the focus when it appears; each line leads to its field. */
export function ErrorSummary({
  problems,
  failure,
  attempt = 0,
}: {
  readonly problems: readonly Problem[];
  readonly failure: unknown;
  /** Counts what was sent, as `useForm` does. */
  readonly attempt?: number;
}) {
  const ref = useRef<HTMLDivElement>(null);
  const shown = problems.length > 0 || (failure !== null && failure !== undefined);
  // A new attempt that fails brings the focus back; mending one of several does not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: attempts are told apart by their number
  useEffect(() => {
    if (shown) ref.current?.focus();
  }, [shown, failure, attempt]);
  if (!shown) return null;
  return (
    <div ref={ref} tabIndex={-1} role="alert" className="rounded-8 border-2 border-error-2 p-4">
      {problems.length > 0 ? (
        <>
          <p className="text-std-17B-170">{t('error.summary', { count: problems.length })}</p>
          <ul className="mt-2 list-disc pl-6">
            {problems.map((problem) => (
              <li key={`${problem.field} ${problem.row ?? ''} ${problem.message}`}>
                <button
                  type="button"
                  className="text-left text-error-2 underline underline-offset-3"
                  onClick={() => focusField(problem.field)}
                >
                  {sentenceOf(problem)}
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="text-std-16N-170">{errorText(failure)}</p>
      )}
    </div>
  );
}

/** The summary stands above fields that it does not know: it finds them where they are shown. */
const elementOf = (field: string): Element | null =>
  document.querySelector(`[data-field="${CSS.escape(fieldName(field))}"]`);

/** The refusal with the name of its field in front, unless the sentence says it already. */
function sentenceOf({ field, message }: Problem): string {
  const label = elementOf(field)?.querySelector('label, legend')?.firstChild?.textContent ?? '';
  return label === '' || message.includes(label) ? message : t('error.ofField', { label, message });
}

function focusField(field: string): void {
  const target = elementOf(field)?.querySelector<HTMLElement>('input, select, textarea, button');
  // What stands in a part that is closed cannot take the focus.
  for (let part = target?.closest('details'); part; part = part.parentElement?.closest('details'))
    part.open = true;
  target?.focus();
  target?.scrollIntoView({ block: 'center' });
}
