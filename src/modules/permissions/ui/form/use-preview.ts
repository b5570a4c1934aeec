import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { FormValues } from '../../model.ts';
import { type Preview, preview } from '../calls.ts';

/** Who would decide this form, asked anew a moment after each change; the previous answer stays until then. */
export function usePreview(typeId: string, values: FormValues) {
  const text = JSON.stringify(values);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 400);
    return () => clearTimeout(timer);
  }, [text]);
  return useQuery<Preview, Error>({
    queryKey: ['permission-preview', typeId, settled],
    queryFn: () => preview({ body: { typeId, values: JSON.parse(settled) } }),
    placeholderData: (before) => before,
    retry: false,
  });
}
