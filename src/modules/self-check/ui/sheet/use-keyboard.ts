import { type RefObject, useEffect } from 'react';
import { meaningOf } from './sheet-state.ts';

/** The element whose name says where the focus is on the sheet. */
const slotIdAt = (element: Element | null): string | null =>
  element?.closest('article')?.querySelector<HTMLElement>('[data-slot]')?.dataset.slot ?? null;

/** Moves the focus to the answers of a slot: to the chosen one, or the first. */
export function focusSlot(root: HTMLElement | null, slotId: string, smooth = true): void {
  const group = root?.querySelector<HTMLElement>(`[data-slot="${CSS.escape(slotId)}"]`);
  const radio = group?.querySelector<HTMLInputElement>('input:checked') ?? group?.querySelector('input');
  if (!group || !radio) return;
  radio.focus({ preventScroll: true });
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  group
    .closest('article')
    ?.scrollIntoView({ block: 'center', behavior: smooth && !calm ? 'smooth' : 'auto' });
}

/** A key pressed before any question has the focus answers nothing unseen: it goes to the first one that is open. */
function focusFirstOpen(root: HTMLElement | null): void {
  const slots = [...(root?.querySelectorAll<HTMLElement>('[data-slot]') ?? [])];
  const open = slots.find((slot) => slot.querySelector('input:checked') === null) ?? slots[0];
  if (open?.dataset.slot) focusSlot(root, open.dataset.slot);
}

/** The field for the reason appears with the answer, so it can be focused in the next frame only. */
function focusReason(root: HTMLElement | null, slotId: string): void {
  requestAnimationFrame(() => {
    const group = root?.querySelector<HTMLElement>(`[data-slot="${CSS.escape(slotId)}"]`);
    group?.closest('article')?.querySelector('textarea')?.focus();
  });
}

const writes = (element: EventTarget | null): boolean =>
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement ||
  (element instanceof HTMLInputElement && element.type !== 'radio');

/**
 * Keys of the sheet: 1 2 3 answer and move on, up and down (k and j) move. They are left alone while somebody
 * writes, in dialogs, and with a modifier key.
 */
export function useSheetKeys(
  root: RefObject<HTMLElement | null>,
  slotIds: readonly string[],
  answer: ((slotIndex: number, state: 'done' | 'not_done' | 'not_applicable') => void) | null,
): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || writes(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      const meaning = meaningOf(event.key);
      if (meaning === null) return;
      const active = document.activeElement;
      const own = active?.closest<HTMLElement>('[data-slot]')?.dataset.slot ?? slotIdAt(active);
      const here = own === null ? -1 : slotIds.indexOf(own);
      const inside = root.current?.contains(active) ?? false;
      if (!inside && active !== document.body) return;
      event.preventDefault();
      const moveTo = (index: number) => {
        const slotId = slotIds[Math.max(0, Math.min(index, slotIds.length - 1))];
        if (slotId !== undefined) focusSlot(root.current, slotId);
      };
      if (meaning === 'next') moveTo(here + 1);
      else if (meaning === 'previous') moveTo(here < 0 ? 0 : here - 1);
      else if (here < 0) focusFirstOpen(root.current);
      else if (meaning !== 'unanswered' && answer) {
        answer(here, meaning);
        // 該当なし is not answered before its reason is written, so there the focus goes to the reason.
        if (meaning === 'not_applicable') focusReason(root.current, slotIds[here] ?? '');
        else if (here + 1 < slotIds.length) moveTo(here + 1);
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [root, slotIds, answer]);
}
