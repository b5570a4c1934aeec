import { useCallback, useMemo, useRef, useState } from 'react';
import { type Answer as ApiAnswer, ApiError, api } from '../../../../kit/ui/api.ts';
import { type SaveState, useAutosave } from '../../../../kit/ui/autosave.ts';
import type { getSheet, putAnswers } from '../../routes/sheet.ts';
import { answersOf, type Draft, type Drafts, draftOf, keyOf, needsReason, slotsOf } from './sheet-state.ts';

export type SheetAnswer = ApiAnswer<typeof getSheet>;
type Saved = ApiAnswer<typeof putAnswers>;

export interface SheetModel {
  readonly slots: ReturnType<typeof slotsOf>;
  readonly drafts: Drafts;
  readonly state: SaveState;
  /** Somebody (or another window) had changed answers: the newer ones are shown now. */
  readonly conflicted: boolean;
  readonly change: (key: string, draft: Draft) => void;
  /** Sends what is waiting, and what was refused, at once; true when everything is saved. */
  readonly saveAll: () => Promise<boolean>;
}

/** The answers on screen and their way to the server. */
export function useSheet(sheet: SheetAnswer): SheetModel {
  const questions = useMemo(() => new Map(sheet.questions.map((each) => [keyOf(each), each])), [sheet]);
  const slots = useMemo(() => slotsOf(sheet.questions), [sheet]);
  const [drafts, setDrafts] = useState<Drafts>(
    () => new Map(sheet.questions.map((each) => [keyOf(each), draftOf(each)])),
  );
  const [conflicted, setConflicted] = useState(false);
  const versions = useRef(new Map(sheet.questions.map((each) => [keyOf(each), each.version])));
  const unsaved = useRef(new Map<string, Draft>());
  const path = `/api/v1/campaigns/${sheet.campaign.id}/sheet/answers`;

  const takeNewer = (error: ApiError) => {
    const newer = error.differences.flatMap(({ field, current }) =>
      isKept(current) ? [[field, current] as const] : [],
    );
    for (const [key, current] of newer) {
      versions.current.set(key, current.version);
      unsaved.current.delete(key);
    }
    setDrafts(
      (before) =>
        new Map([...before, ...newer.map(([key, { version: _version, ...draft }]) => [key, draft] as const)]),
    );
    setConflicted(true);
  };

  const { queue, state } = useAutosave<Draft>(async (changes) => {
    const answers = [...changes].flatMap(([key, draft]) => {
      const question = questions.get(key);
      return question ? answersOf(question, draft, versions.current.get(key) ?? question.version) : [];
    });
    if (answers.length === 0) return;
    try {
      const { saved } = await api.put<Saved>(path, { answers });
      for (const { roleGroup, item, version } of saved) versions.current.set(`${roleGroup}/${item}`, version);
      for (const [key, draft] of changes) if (unsaved.current.get(key) === draft) unsaved.current.delete(key);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 409 || error.differences.length === 0) throw error;
      takeNewer(error);
      // The answers that were not in conflict go again with the next round.
      for (const [key, draft] of unsaved.current) queue.put(key, draft);
    }
  });

  const change = useCallback(
    (key: string, draft: Draft) => {
      setDrafts((before) => new Map(before).set(key, draft));
      if (needsReason(draft)) return;
      unsaved.current.set(key, draft);
      queue.put(key, draft);
    },
    [queue],
  );
  const saveAll = useCallback(async () => {
    for (const [key, draft] of unsaved.current) queue.put(key, draft);
    await queue.flush();
    return unsaved.current.size === 0;
  }, [queue]);
  return { slots, drafts, state, conflicted, change, saveAll };
}

function isKept(value: unknown): value is Draft & { readonly version: number } {
  return typeof value === 'object' && value !== null && 'version' in value && 'state' in value;
}
