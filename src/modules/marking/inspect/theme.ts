import type { Document, Element } from '@xmldom/xmldom';
import {
  attribute,
  children,
  elements,
  type OfficePackage,
} from '../../../platform/documents/office-package.ts';

/** The colours of a theme by their names in it (`dk1`, `lt1`, `accent1` …), as six digits. */
export type Theme = ReadonlyMap<string, string>;

/** The theme that a part refers to; without one, black on white. */
export function themeOf(office: OfficePackage, part: string): Theme {
  const fallback: [string, string][] = [
    ['dk1', '000000'],
    ['lt1', 'FFFFFF'],
  ];
  const found = office.relations(part).find(({ type, target }) => type === 'theme' && office.has(target));
  const [scheme] = found ? elements(office.xml(found.target), 'clrScheme') : [];
  const colours = (scheme ? children(scheme) : []).map((entry): [string, string] => {
    const [colour] = children(entry);
    const value = colour ? (attribute(colour, 'lastClr') ?? attribute(colour, 'val') ?? '') : '';
    return [entry.localName ?? '', value.toUpperCase()];
  });
  return new Map([...fallback, ...colours]);
}

/** The one colour that fills something; '' for none, for pictures and gradients, and where nothing is said. */
export function solidColour(
  holder: Element | undefined,
  theme: Theme,
  names: ReadonlyMap<string, string>,
): string {
  const [fill] = holder ? children(holder, 'solidFill') : [];
  return colourIn(fill, theme, names);
}

/** The colour that an element names within it. Changes of it (lighter, darker) make it another colour. */
export function colourIn(
  holder: Element | undefined,
  theme: Theme,
  names: ReadonlyMap<string, string>,
): string {
  const [colour] = holder ? children(holder) : [];
  if (colour === undefined) return '';
  const value = attribute(colour, 'lastClr') ?? attribute(colour, 'val') ?? '';
  const base = colour.localName === 'schemeClr' ? (theme.get(names.get(value) ?? value) ?? value) : value;
  const changes = children(colour).map((each) => `${each.localName}${attribute(each, 'val') ?? ''}`);
  return [base.toUpperCase(), ...changes].join(' ');
}

/** Which colour of the theme stands for background and text, as a slide master maps them. */
export function colourNames(master: Document | null): ReadonlyMap<string, string> {
  const [map] = master ? elements(master, 'clrMap') : [];
  const names = new Map([
    ['bg1', 'lt1'],
    ['tx1', 'dk1'],
    ['bg2', 'lt2'],
    ['tx2', 'dk2'],
  ]);
  for (const { name, value } of map ? [...map.attributes] : []) names.set(name, value);
  return names;
}
