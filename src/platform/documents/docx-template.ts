/** Word templates that people make themselves: tags in braces are filled with data, `{#list}…{/list}` repeats. */
import Docxtemplater, { type DXT } from 'docxtemplater';
import PizZip from 'pizzip';
import type { MessageRef } from '../../kernel/messages.ts';
import { t } from './messages.ts';
import { attribute, elements, parseXml } from './office-package.ts';
import { printable } from './report-document.ts';
import { unzippedSize } from './zip-size.ts';

/** What fills a template: texts, and lists of the same by the name of their loop. */
export interface TemplateData {
  readonly [tag: string]: string | readonly TemplateData[];
}

/** The tags that a template may use: `{}` for a text, the tags of one entry for a list. */
export interface KnownTags {
  readonly [tag: string]: KnownTags;
}

/** With its pictures. */
const UNPACKED_LIMIT = 50 * 1024 * 1024;
/** Text and markup alone: templates are letters, not books, and are read while others wait. */
const MARKUP_LIMIT = 3 * 1024 * 1024;

/** What stops a file from being a template with these tags, in words; an empty list when nothing does. */
export function templateProblems(bytes: Uint8Array, known: KnownTags): MessageRef[] {
  const size = unzippedSize(bytes);
  if (size === null) return [t.ref('template.broken')];
  if (size > UNPACKED_LIMIT) return [t.ref('template.tooLarge')];
  try {
    const zip = new PizZip(bytes);
    if (zip.file('word/document.xml') === null) return [t.ref('template.broken')];
    if (markupSize(zip) > MARKUP_LIMIT) return [t.ref('template.tooLarge')];
    return [...partProblems(zip), ...tagProblems(tagsOf(zip), known, known)];
  } catch (error) {
    return syntaxProblems(error);
  }
}

/** Fills the template; text is text whatever it holds, line breaks are kept. The template has been checked before. */
export function fillTemplate(bytes: Uint8Array, data: TemplateData): Uint8Array {
  const template = new Docxtemplater(new PizZip(bytes), options());
  template.render(clean(data));
  return template.toUint8Array({ compression: 'DEFLATE' });
}

const options = (): DXT.ConstructorOptions => ({
  linebreaks: true,
  paragraphLoop: true,
  errorLogging: false,
  nullGetter: () => '',
});

/** Every tag of the template, parsed; loops hold theirs. The engine gives them to modules as it compiles. */
function tagsOf(zip: PizZip): DXT.Part[] {
  const parts: DXT.Part[] = [];
  const collector: DXT.Module = {
    name: 'collector',
    set: (told: { inspect?: { postparsed?: DXT.Part[] } }) => parts.push(...(told.inspect?.postparsed ?? [])),
  };
  new Docxtemplater(zip, { ...options(), modules: [collector] });
  return parts;
}

function clean(data: TemplateData): TemplateData {
  const entries = Object.entries(data).map(([tag, value]) => [
    tag,
    typeof value === 'string' ? printable(value) : value.map(clean),
  ]);
  return Object.fromEntries(entries) as TemplateData;
}

const markupSize = (zip: PizZip): number =>
  Object.keys(zip.files)
    .filter((name) => /\.(xml|rels)$/i.test(name))
    .reduce((size, name) => size + (zip.file(name)?.asUint8Array().length ?? 0), 0);

/** Macros, and parts that Word would fetch from elsewhere when it opens the document. Links to click are harmless. */
function partProblems(zip: PizZip): MessageRef[] {
  const names = Object.keys(zip.files);
  const macros = names.some((name) => name.toLowerCase().includes('vba'));
  const external = names
    .filter((name) => /\.rels$/i.test(name))
    .flatMap((name) => elements(parseXml(zip.file(name)?.asText() ?? ''), 'Relationship'))
    .some(
      (relation) =>
        attribute(relation, 'TargetMode')?.toLowerCase() === 'external' &&
        !attribute(relation, 'Type')?.endsWith('/hyperlink'),
    );
  return [...(macros ? [t.ref('template.macro')] : []), ...(external ? [t.ref('template.external')] : [])];
}

/** Every tag that is not known where it stands; inside a loop the tags around it hold as well. */
function tagProblems(parts: readonly DXT.Part[], here: KnownTags, outside: KnownTags): MessageRef[] {
  return parts.flatMap((part): MessageRef[] => {
    if (part.type !== 'placeholder') return [];
    if (part.module === 'rawxml') return [t.ref('template.raw', { tag: part.value })];
    const found = Object.hasOwn(here, part.value) ? here[part.value] : outside[part.value];
    const exists = Object.hasOwn(here, part.value) || Object.hasOwn(outside, part.value);
    if (!exists || found === undefined) return [t.ref('template.unknown', { tag: part.value })];
    return part.subparsed ? tagProblems(part.subparsed, found, { ...outside, ...here }) : [];
  });
}

/** What the template engine says of a template that it cannot read, tag by tag. */
function syntaxProblems(error: unknown): MessageRef[] {
  const properties = (error as { properties?: { errors?: unknown[]; id?: string; xtag?: string } })
    .properties;
  const all = properties?.errors ?? (properties?.id === undefined ? [] : [error]);
  const tags = all.map((each) => {
    const inner = (each as { properties?: { xtag?: string } }).properties;
    return inner?.xtag ?? '';
  });
  if (tags.length === 0) return [t.ref('template.broken')];
  return [...new Set(tags)].map((tag) => t.ref('template.syntax', { tag }));
}
