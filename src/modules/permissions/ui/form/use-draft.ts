import { useRef, useState } from 'react';
import { ApiError } from '../../../../kit/ui/api.ts';
import { useAutosave } from '../../../../kit/ui/autosave.ts';
import { useRefresh } from '../../../../kit/ui/data.tsx';
import type { FormValues } from '../../model.ts';
import { createDraft, everything, saveDraft } from '../calls.ts';

export interface Draft {
  readonly id: string;
  readonly version: number;
}

/**
 * A form that is saved as one goes: the first change makes the draft, every further one changes it over the version
 * that was seen. `conflict` is set when another window has changed it in the meantime.
 */
export function useDraft(
  typeId: string,
  first: Draft | null,
  told: { readonly created: (id: string) => void },
) {
  const draft = useRef<Draft | null>(first);
  const values = useRef<FormValues>({});
  const [conflict, setConflict] = useState(false);
  const refresh = useRefresh();
  const autosave = useAutosave<FormValues>(async (changes) => {
    const form = changes.get('form');
    if (form !== undefined) await keep(form);
  });

  const keep = async (form: FormValues): Promise<Draft> => {
    values.current = form;
    try {
      const present = draft.current;
      const saved =
        present === null
          ? await createDraft({ body: { typeId, values: writable(form) } })
          : await saveDraft({
              params: { id: present.id },
              body: { version: present.version, values: writable(form) },
            });
      draft.current = { id: saved.id, version: saved.version };
      if (present === null) told.created(saved.id);
      await refresh(everything.filter((path) => path !== '/api/v1/permission-'));
      return draft.current;
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) setConflict(true);
      throw error;
    }
  };

  return {
    conflict,
    state: autosave.state,
    /** Saves after a moment. */
    change: (form: FormValues) => autosave.queue.put('form', form),
    /** Saves at once what is on the screen, also when nothing was changed, and gives the draft. */
    flush: async (form: FormValues): Promise<Draft> => {
      await autosave.queue.flush();
      return keep(form);
    },
  };
}

/** What the contract takes: lists that may be written to. */
function writable(form: FormValues) {
  return Object.fromEntries(
    Object.entries(form).map(([id, value]) => [id, Array.isArray(value) ? [...value] : value]),
  ) as Parameters<typeof createDraft>[0]['body']['values'];
}
