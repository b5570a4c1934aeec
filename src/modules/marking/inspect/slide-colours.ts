import type { Element } from '@xmldom/xmldom';
import {
  attribute,
  children,
  elements,
  type OfficePackage,
} from '../../../platform/documents/office-package.ts';
import { colourIn, colourNames, solidColour, type Theme, themeOf } from './theme.ts';

/** A slide with what lies behind it: its layout, its master, and the colours that these name. */
export interface Backed {
  readonly root: Element;
  /** Of the layout and the master, where they are seen. */
  readonly behind: readonly Element[];
  /** The colour of the slide itself; '' for pictures and gradients. */
  readonly ground: string;
  readonly theme: Theme;
  readonly names: ReadonlyMap<string, string>;
}

/** What stands behind a slide. */
export function backingOf(office: OfficePackage, path: string, root: Element): Backed {
  const layoutPath = partOf(office, path, 'slideLayout');
  const masterPath = layoutPath === null ? null : partOf(office, layoutPath, 'slideMaster');
  const layout = layoutPath === null ? null : office.xml(layoutPath);
  const master = masterPath === null ? null : office.xml(masterPath);
  const theme = masterPath === null ? themeOf(office, path) : themeOf(office, masterPath);
  const names = colourNames(master);
  const levels = [root, ...[layout, master].flatMap((each) => each?.documentElement ?? [])];
  const [background] = levels.flatMap((level) =>
    children(level, 'cSld').flatMap((each) => children(each, 'bg')),
  );
  return {
    root,
    behind: levels.slice(1),
    ground: background === undefined ? (theme.get('lt1') ?? 'FFFFFF') : groundOf(background, theme, names),
    theme,
    names,
  };
}

const partOf = (office: OfficePackage, path: string, type: string): string | null =>
  office.relations(path).find((each) => each.type === type && office.has(each.target))?.target ?? null;

function groundOf(background: Element, theme: Theme, names: ReadonlyMap<string, string>): string {
  const [reference] = children(background, 'bgRef');
  // Beyond 1001 a reference names a pattern or picture of the theme.
  if (reference) return attribute(reference, 'idx') === '1001' ? colourIn(reference, theme, names) : '';
  return solidColour(children(background, 'bgPr')[0], theme, names);
}

/**
 * The text of a shape that has the colour of its ground: of the shape itself, of its cell in a table, or of the slide
 * where nothing lies between. What a style or a placeholder colours is not known, and so not judged.
 */
export function unseenText(shape: Element, backed: Backed): string {
  const { theme, names } = backed;
  const [properties] = children(shape, 'spPr');
  const own = solidColour(properties, theme, names);
  const clear = properties !== undefined && isClear(shape, properties);
  const ground = own !== '' ? own : clear && !liesOnSomething(shape, backed) ? backed.ground : '';
  return elements(shape, 'r')
    .filter((run) => {
      const cell = cellOf(run, shape);
      const [look] = cell ? children(cell, 'tcPr') : [];
      const under = cell ? solidColour(look, theme, names) : ground;
      const colour = solidColour(children(run, 'rPr')[0], theme, names);
      return colour !== '' && colour === under;
    })
    .map((run) => elements(run, 't')[0]?.textContent ?? '')
    .join('')
    .trim();
}

function cellOf(run: Element, shape: Element): Element | null {
  for (let above = run.parentNode as Element | null; above !== null && above !== shape; ) {
    if (above.localName === 'tc') return above;
    above = above.parentNode as Element | null;
  }
  return null;
}

/** Whether one sees through the shape: no fill, and no style or placeholder that might bring one. */
function isClear(shape: Element, properties: Element): boolean {
  const filled = ['gradFill', 'blipFill', 'pattFill', 'grpFill'].some(
    (name) => children(properties, name).length > 0,
  );
  if (filled) return false;
  if (children(properties, 'noFill').length > 0) return true;
  return children(shape, 'style').length === 0 && elements(shape, 'ph').length === 0;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Whether anything of the slide, its layout or its master lies under the shape; so too where that is not known. */
function liesOnSomething(shape: Element, { root, behind }: Backed): boolean {
  const place = boxOf(shape);
  if (place === null || (shape.parentNode as Element | null)?.localName !== 'spTree') return true;
  const own = shapesOf(root);
  const before = own.slice(0, own.indexOf(shape));
  const hidden = /^(0|false)$/.test(attribute(root, 'showMasterSp') ?? '');
  // Placeholders of layouts show nothing on a slide.
  const under = hidden ? [] : behind.flatMap(shapesOf).filter((each) => elements(each, 'ph').length === 0);
  return [...before, ...under].some((each) => {
    const box = boxOf(each);
    return (
      box === null ||
      (box.left < place.right && place.left < box.right && box.top < place.bottom && place.top < box.bottom)
    );
  });
}

const shapesOf = (root: Element): Element[] =>
  elements(root, 'spTree')
    .slice(0, 1)
    .flatMap((tree) => children(tree))
    .filter((each) => /^(sp|pic|graphicFrame|grpSp)$/.test(each.localName ?? ''));

function boxOf(shape: Element): Box | null {
  const holder = children(shape, 'spPr')[0] ?? children(shape, 'grpSpPr')[0] ?? shape;
  const [transform] = children(holder, 'xfrm');
  const [offset] = transform ? children(transform, 'off') : [];
  const [extent] = transform ? children(transform, 'ext') : [];
  if (!offset || !extent) return null;
  const number = (of: Element, name: string) => Number(attribute(of, name) ?? 0);
  const [left, top] = [number(offset, 'x'), number(offset, 'y')];
  return { left, top, right: left + number(extent, 'cx'), bottom: top + number(extent, 'cy') };
}
