import { useRefresh } from './data.tsx';
import { useToast } from './toast.tsx';

/**
 * What follows a deed in a dialog or a form: what it changed (path prefixes of the API) is read again, a short word
 * appears, and the dialog closes.
 */
export function useDone(changes: readonly string[], close?: () => void): (text: string) => Promise<void> {
  const refresh = useRefresh();
  const toast = useToast();
  return async (text) => {
    await refresh(changes);
    toast({ text });
    close?.();
  };
}
