/** The values of WordprocessingML (ISO/IEC 29500-1 §17) as the typesetter takes them: points, switches, lines. */
import type { Element } from '@xmldom/xmldom';
import { attribute, children } from '../office-package.ts';

export type Node = Element;

/** A line along an edge: its thickness in points and its kind. */
export interface Line {
  readonly width: number;
  readonly dash: 'solid' | 'dashed' | 'dotted';
}

export type Side = 'top' | 'right' | 'bottom' | 'left' | 'insideH' | 'insideV';
/** Null is an edge that is said to have no line; absent is one of which nothing is said. */
export type Borders = Partial<Readonly<Record<Side, Line | null>>>;

export const childOf = (node: Node | null, name: string): Node | null =>
  node === null ? null : (children(node, name)[0] ?? null);

export const valOf = (node: Node | null): string | null => (node === null ? null : attribute(node, 'val'));

/** Twentieths of a point, as points. */
export const points = (twips: string | null): number => (Number.parseFloat(twips ?? '') || 0) / 20;

/** A switch is on unless it says otherwise. */
export const isOn = (node: Node | null): boolean =>
  node !== null && !['0', 'false', 'off', 'none'].includes(valOf(node) ?? '');

const SIDES: Readonly<Record<string, Side>> = {
  ...{ top: 'top', right: 'right', end: 'right', bottom: 'bottom', left: 'left', start: 'left' },
  ...{ insideH: 'insideH', insideV: 'insideV' },
};

export function readBorders(node: Node | null): Borders {
  if (node === null) return {};
  const borders: Partial<Record<Side, Line | null>> = {};
  for (const each of children(node)) {
    const side = SIDES[each.localName ?? ''];
    if (side !== undefined) borders[side] = lineOf(each);
  }
  return borders;
}

function lineOf(border: Node): Line | null {
  const kind = valOf(border) ?? 'none';
  if (kind === 'none' || kind === 'nil') return null;
  const dash = /dot/i.test(kind) && !/dash/i.test(kind) ? 'dotted' : /dash/i.test(kind) ? 'dashed' : 'solid';
  const eighths = Number(attribute(border, 'sz')) || 4;
  return { width: Math.min(6, Math.max(0.25, eighths / 8)), dash };
}
