import type { z } from 'zod';
import { type MessageRef, resolveMessage } from '../../kernel/messages.ts';
import { t } from './messages.ts';

type Issue = z.core.$ZodRawIssue;

/** What is wrong with a value that has not the shape that a route asks for, in the words of who filled the form in. */
export const shapeMessage = (issue: Issue): string => resolveMessage(refOf(issue));

function refOf(issue: Issue): MessageRef {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? t.ref('shape.missing')
        : wrongType(issue.expected);
    case 'invalid_value':
      return t.ref('shape.choice', { values: issue.values.map(String).join('、') });
    case 'too_big':
      return t.ref(`shape.atMost.${measureOf(issue.origin)}`, { limit: String(issue.maximum) });
    case 'too_small':
      return issue.minimum === 1 && issue.input === ''
        ? t.ref('shape.missing')
        : t.ref(`shape.atLeast.${measureOf(issue.origin)}`, { limit: String(issue.minimum) });
    case 'invalid_format':
      return wrongFormat(issue.format);
    case 'unrecognized_keys':
      return t.ref('shape.unknown', { names: issue.keys.join('、') });
    default:
      return t.ref('shape.wrong');
  }
}

function wrongType(expected: string): MessageRef {
  if (expected === 'number' || expected === 'int') return t.ref('shape.number');
  return t.ref(expected === 'string' ? 'shape.text' : 'shape.wrong');
}

function wrongFormat(format: string): MessageRef {
  if (format === 'date') return t.ref('shape.date');
  if (format === 'email') return t.ref('shape.email');
  return t.ref(format === 'uuid' ? 'shape.id' : 'shape.wrong');
}

/** What is counted of a value: its characters, its entries, or itself. */
function measureOf(origin: string): 'characters' | 'entries' | 'amount' {
  if (origin === 'string') return 'characters';
  return origin === 'array' || origin === 'set' || origin === 'map' || origin === 'record'
    ? 'entries'
    : 'amount';
}
