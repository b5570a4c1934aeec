import { InvalidInput } from '../../../kernel/errors.ts';
import { t } from '../messages.ts';
import type { Breach } from '../model.ts';
import type { AdoptedRule } from '../rules.ts';

/** A broken duty refuses the deed, and the message says which rule it is; advice does not. */
export function requireKept(breaches: readonly Breach<AdoptedRule>[], field: string): void {
  const problems = breaches
    .filter(({ rule }) => rule.binding)
    .map(({ rule }) => ({
      field,
      message: t.ref('rule.broken', { text: rule.text.ja, clause: rule.clause }),
    }));
  const [first] = problems;
  if (first) throw new InvalidInput(first.message, problems);
}
