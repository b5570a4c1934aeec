import {
  attribute,
  children,
  elements,
  type OfficePackage,
  type Relation,
} from '../../../platform/documents/office-package.ts';
import { t } from '../messages.ts';
import { excerptOf, type Finding, type FindingKind } from '../model.ts';
import { inspectImage } from './inspect-image.ts';

/** What Word, Excel and PowerPoint files hide alike: properties, parts beside the document, ties to the outside. */
export async function inspectOffice(office: OfficePackage): Promise<Finding[]> {
  return [
    ...properties(office),
    ...customProperties(office),
    ...template(office),
    ...externalLinks(office),
    ...parts(office),
    ...croppedImages(office),
    ...(await images(office)),
  ];
}

/** Core and extended properties, by the local name of their elements. */
const named: Readonly<Record<string, FindingKind>> = {
  creator: 'author',
  lastModifiedBy: 'editor',
  Company: 'company',
  Manager: 'company',
  title: 'property',
  subject: 'property',
  keywords: 'property',
  description: 'property',
  category: 'property',
  contentStatus: 'property',
  HyperlinkBase: 'property',
};

function properties(office: OfficePackage): Finding[] {
  const paths = office.pathsOfType(/(core|extended)-properties\+xml$/);
  return paths.flatMap((path) => {
    const root = office.xml(path).documentElement;
    return (root === null ? [] : children(root)).flatMap((element): Finding[] => {
      const name = element.localName ?? '';
      const kind = Object.hasOwn(named, name) ? named[name] : undefined;
      const value = element.textContent?.trim() ?? '';
      const key = `property.${name}`;
      if (kind === undefined || value === '') return [];
      return [{ kind, where: t.has(key) ? t(key) : name, excerpt: excerptOf(value) }];
    });
  });
}

function customProperties(office: OfficePackage): Finding[] {
  return office.pathsOfType(/custom-properties\+xml$/).flatMap((path) =>
    elements(office.xml(path), 'property').map((element) => ({
      kind: 'custom-property' as const,
      where: t('where.customProperty', { name: attribute(element, 'name') ?? '' }),
      excerpt: excerptOf(element.textContent ?? ''),
    })),
  );
}

/** A template other than the program's own tells where a file was made. */
function template(office: OfficePackage): Finding[] {
  const names = office
    .pathsOfType(/extended-properties\+xml$/)
    .flatMap((path) => elements(office.xml(path), 'Template').map((element) => element.textContent ?? ''))
    .filter((name) => /[\\/]/.test(name) || !/^(Normal(\.dotm?)?|.*\.potx|.*\.thmx|)$/i.test(name));
  return names.map((name) => ({
    kind: 'template' as const,
    where: t('where.properties'),
    excerpt: excerptOf(name),
  }));
}

const isLocal = (target: string): boolean => /^(file:|\\\\|[a-z]:[\\/])/i.test(target);

/** References out of the file that are no links for readers, and links to places inside an office. */
function externalLinks(office: OfficePackage): Finding[] {
  return relationSources(office).flatMap((source) =>
    office.relations(source).flatMap((relation): Finding[] => {
      if (!relation.external || (relation.type === 'hyperlink' && !isLocal(relation.target))) return [];
      return [
        { kind: kindOfLink(relation), where: whereOf(source), excerpt: excerptOf(decode(relation.target)) },
      ];
    }),
  );
}

const kindOfLink = ({ type }: Relation): FindingKind =>
  type === 'attachedTemplate' ? 'template' : 'external-link';

const relationSources = (office: OfficePackage): string[] =>
  office.paths.flatMap((path) => {
    const found = /^(.*?)_rels\/([^/]*)\.rels$/.exec(path);
    return found ? [`${found[1] ?? ''}${found[2] ?? ''}`] : [];
  });

function decode(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/** The name of a part as a person knows it. */
function whereOf(path: string): string {
  const slide = /slides\/slide(\d+)\.xml$/.exec(path);
  if (slide) return t('where.slidePart', { number: slide[1] ?? '' });
  if (/settings\.xml$/.test(path)) return t('where.settings');
  if (/externalLinks\//.test(path)) return t('where.workbook');
  if (/document\d*\.xml$/.test(path)) return t('where.body');
  return path === '' ? t('where.properties') : path;
}

/** Parts that are hidden by being there at all. */
const partKinds: readonly (readonly [FindingKind, RegExp])[] = [
  ['embedded-object', /\/(embeddings|activeX)\/[^/]+\.(?!rels$)\w+$/i],
  ['macro', /vbaProject\.bin$/i],
  ['cached-data', /pivotCacheRecords\d*\.xml$|\/(connections|queryTable\d*)\.xml$/i],
  ['tracked-change', /xl\/revisions\/revisionLog\d*\.xml$/i],
  ['thumbnail', /docProps\/thumbnail\.\w+$/i],
];

function parts(office: OfficePackage): Finding[] {
  return office.paths.flatMap((path): Finding[] => {
    const found = partKinds.find(([, pattern]) => pattern.test(path));
    if (found) return [{ kind: found[0], where: path, excerpt: '' }];
    if (!/^customXml\/item\d+\.xml$/.test(path)) return [];
    const text = office.xml(path).documentElement?.textContent?.trim() ?? '';
    return text === '' ? [] : [{ kind: 'custom-xml', where: path, excerpt: excerptOf(text) }];
  });
}

/** A picture that was cropped still holds what was cut off. */
function croppedImages(office: OfficePackage): Finding[] {
  const drawn = office.paths.filter((path) =>
    /^(word\/(document|header|footer)|ppt\/(slides|slideLayouts|slideMasters)\/\w+|xl\/drawings\/drawing)\d*\.xml$/.test(
      path,
    ),
  );
  return drawn.flatMap((path) => {
    const count = office.text(path).match(/<a:srcRect\s[^>]*[ltrb]="[1-9]/g)?.length ?? 0;
    if (count === 0) return [];
    return [
      {
        kind: 'cropped-image' as const,
        where: whereOf(path),
        excerpt: t('excerpt.pictures', { count }),
      },
    ];
  });
}

async function images(office: OfficePackage): Promise<Finding[]> {
  const paths = office.paths.filter((path) => /\.(jpe?g|png|tiff?|heic|heif)$/i.test(path));
  const found = await Promise.all(
    paths.map((path) => inspectImage(office.bytes(path), t('where.picture', { path }))),
  );
  return found.flat();
}
