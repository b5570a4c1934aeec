import type { Classes } from '../information/index.ts';
import { t } from './messages.ts';

/** Classes in words: 「機密性2・完全性2・可用性1」. What is not decided is said to be so. */
export function classText(held: Classes & { readonly empty?: boolean; readonly kind?: string }): string {
  if (held.empty) return t('classes.empty');
  const level = (value: number | null) => (value === null ? t('classes.undetermined') : String(value));
  const confidentiality = t('classes.confidentiality', { level: level(held.confidentiality) });
  if (held.kind === 'paper_binder') return confidentiality;
  return [
    confidentiality,
    t('classes.integrity', { level: level(held.integrity) }),
    t('classes.availability', { level: level(held.availability) }),
  ].join('・');
}
