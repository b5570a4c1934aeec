import { InvalidInput } from '../../kernel/errors.ts';
import { t } from './messages.ts';
import {
  type Cadence,
  cadences,
  type OrgKind,
  orgKinds,
  type Pack,
  type PackMap,
  type Requirement,
  type RequirementKind,
  requirementKinds,
  type SubItem,
  type Subject,
  subjects,
  type Text,
  type Title,
} from './model.ts';
import {
  KIJUN_NS,
  type OscalCatalog,
  type OscalControl,
  type OscalGroup,
  type OscalParameter,
  type OscalPart,
  type OscalProperty,
  oscalCatalog,
  PACK_RESOURCE,
} from './oscal.ts';

type Rest = Omit<Pack, 'titles' | 'requirements' | 'subItems'>;
type Content = { titles: Title[]; requirements: Requirement[]; subItems: SubItem[] };

/**
 * A catalogue as a pack named `id`. A catalogue that this product wrote gives the same pack again; any other one
 * becomes a pack of the kind `catalogue` whose controls are duties of the organisation, to be refined by hand.
 * Throws InvalidInput for what is not an OSCAL catalogue.
 */
export function fromOscal(document: unknown, id: string): Pack {
  const parsed = oscalCatalog.safeParse(document);
  if (!parsed.success) {
    const problem = parsed.error.issues[0];
    throw new InvalidInput(
      t.ref('oscal.invalid', { at: problem?.path.join('/') ?? '', detail: problem?.message ?? '' }),
    );
  }
  const { catalog } = parsed.data;
  const rest = attachedRest(catalog) ?? foreignRest(catalog);
  const content: Content = { titles: [], requirements: [], subItems: [] };
  const walk: Walk = { content, foreign: attachedRest(catalog) === null, orgKinds: rest.orgKinds };
  for (const group of catalog.groups ?? []) readGroup(group, [], walk);
  if ((catalog.controls ?? []).length > 0) {
    const root: Title = { id: 'root', parent: null, title: { ja: catalog.metadata.title } };
    content.titles.push(root);
    for (const control of catalog.controls ?? []) readControl(control, [root.id], walk);
  }
  if (content.requirements.length === 0) throw new InvalidInput(t.ref('oscal.empty'));
  return { ...rest, id, ...content };
}

interface Walk {
  readonly content: Content;
  readonly foreign: boolean;
  readonly orgKinds: readonly OrgKind[];
}

function attachedRest(catalog: OscalCatalog['catalog']): Rest | null {
  const resource = (catalog['back-matter']?.resources ?? []).find((each) => each.title === PACK_RESOURCE);
  if (resource?.base64 === undefined) return null;
  try {
    return JSON.parse(Buffer.from(resource.base64.value, 'base64').toString('utf8')) as Rest;
  } catch {
    throw new InvalidInput(t.ref('oscal.resource'));
  }
}

/** A frame for a catalogue that knows nothing of roles: everything is the organisation's, answered by its officer. */
function foreignRest({ metadata }: OscalCatalog['catalog']): Rest {
  const read = ['organisation.read', 'standards.read'];
  const base = { scope: 'organisation', perScope: false, orgKinds: [...orgKinds] } as const;
  return {
    id: '',
    edition: metadata.version,
    version: '1.0.0',
    title: { ja: metadata.title, en: metadata.title },
    kind: 'catalogue',
    orgKinds: [...orgKinds],
    families: [],
    source: {
      title: metadata.title,
      publisher: metadata.parties?.find((party) => party.name !== undefined)?.name ?? metadata.title,
      date: (metadata.published ?? metadata['last-modified']).slice(0, 10),
    },
    roles: [
      {
        ...base,
        id: 'organisation',
        title: { ja: t('oscal.roleOrganisation'), en: 'Organisation' },
        count: { min: 0, max: null },
        body: true,
        representedBy: 'officer',
        grants: [],
      },
      {
        ...base,
        id: 'officer',
        title: { ja: t('oscal.roleOfficer'), en: 'Officer of this catalogue' },
        count: { min: 1, max: 1 },
        reportingGroup: 'officers',
        grants: read,
      },
    ],
    conditions: [],
    levels: [],
    reporting: {
      groups: [
        { id: 'officers', title: { ja: t('oscal.groupOfficers'), en: 'Officers' }, roles: ['officer'] },
      ],
      attainmentThresholds: [100, 95, 90],
      gradeBands: [
        { grade: 'A', min: { n: 1, d: 1 } },
        { grade: 'B', min: { n: 4, d: 5 } },
        { grade: 'C', min: { n: 3, d: 5 } },
        { grade: 'D', min: { n: 0, d: 1 } },
      ],
    },
  };
}

function readGroup(group: OscalGroup, path: readonly string[], walk: Walk): void {
  let inner = path;
  if (group.class !== 'own-controls') {
    const props = new Props(group.props);
    const id = props.label() ?? group.id ?? `g${walk.content.titles.length + 1}`;
    const english = props.own('title-en');
    const purpose = textOf(group.parts, 'overview');
    walk.content.titles.push({
      id,
      parent: path.at(-1) ?? null,
      title: { ja: group.title, ...(english === undefined ? {} : { en: english }) },
      ...(purpose === undefined ? {} : { purpose }),
    });
    inner = [...path, id];
  }
  for (const control of group.controls ?? []) readControl(control, inner, walk);
  for (const child of group.groups ?? []) readGroup(child, inner, walk);
}

function readControl(control: OscalControl, path: readonly string[], walk: Walk): void {
  if (walk.foreign) readForeignControl(control, path, walk);
  else readOwnControl(control, path, walk);
  for (const child of control.controls ?? []) readControl(child, path, walk);
}

function readOwnControl(control: OscalControl, path: readonly string[], walk: Walk): void {
  const props = new Props(control.props);
  const id = props.label() ?? control.id;
  const level = props.own('level');
  const evidence = textOf(control.parts, 'evidence');
  const without = textOf(control.parts, 'not-applicable-when');
  const notes = textOf(control.parts, 'notes')?.ja;
  const maps = readMaps(props.all('maps-to'));
  walk.content.requirements.push({
    id,
    path,
    group: path.at(-1) ?? '',
    actors: props.all('actor'),
    orgKinds: props.all('org-kind').filter(isOneOf(orgKinds)),
    appliesTo: oneOf<Subject>(subjects, props.own('applies-to'), 'organisation'),
    conditions: props.all('condition'),
    kind: oneOf<RequirementKind>(requirementKinds, props.own('kind'), 'technical'),
    cadence: oneOf<Cadence>(cadences, props.own('cadence'), 'continuous'),
    ...(level === undefined ? {} : { level }),
    summary: textOf(control.parts, 'statement') ?? { ja: control.title },
    ...(evidence === undefined ? {} : { evidence }),
    question: textOf(control.parts, 'question') ?? { ja: t('oscal.question', { title: control.title }) },
    ...(without === undefined ? {} : { notApplicableWhen: without }),
    ...(notes === undefined ? {} : { notes }),
    ...(maps.length === 0 ? {} : { maps }),
  });
  readItems(control.parts, id, walk, (prose) => prose);
}

function readForeignControl(control: OscalControl, path: readonly string[], walk: Walk): void {
  const id = control.id;
  const resolve = (prose: string) => resolveParameters(prose, control.params ?? []);
  const notes = (control.parts ?? [])
    .filter((part) => part.name === 'statement' && part.prose !== undefined)
    .map((part) => resolve(part.prose ?? ''))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  walk.content.requirements.push({
    id,
    path,
    group: path.at(-1) ?? '',
    actors: ['organisation'],
    orgKinds: walk.orgKinds,
    appliesTo: 'organisation',
    conditions: [],
    kind: 'technical',
    cadence: 'continuous',
    summary: { ja: control.title, en: control.title },
    question: { ja: t('oscal.question', { title: control.title }) },
    ...(notes === '' ? {} : { notes }),
  });
  readItems(control.parts, id, walk, resolve);
}

function readItems(
  parts: readonly OscalPart[] | undefined,
  parent: string,
  walk: Walk,
  resolve: (prose: string) => string,
): void {
  const items = (parts ?? [])
    .filter((part) => part.name === 'statement')
    .flatMap((part) => part.parts ?? [])
    .filter((part) => part.name === 'item' && part.prose !== undefined);
  items.forEach((item, at) => {
    const props = new Props(item.props);
    const english = props.own('prose-en');
    const summary: Text = {
      ja: resolve(item.prose ?? ''),
      ...(english === undefined ? {} : { en: english }),
    };
    const label = props.label();
    // A label such as `a.` is only unique within its control; the part's id is unique in the catalogue.
    const id = walk.foreign ? (item.id ?? `${parent}.${at + 1}`) : (label ?? `${parent}(${at + 1})`);
    walk.content.subItems.push({ id, parent, summary });
  });
}

/** `{{ insert: param, ac-1_prm_1 }}` as the parameter's value, choice or label in brackets. */
function resolveParameters(prose: string, params: readonly OscalParameter[]): string {
  return prose.replace(/\{\{\s*insert:\s*param,\s*([^\s}]+)\s*\}\}/g, (_whole, id: string) => {
    const param = params.find((each) => each.id === id);
    const value = param?.values?.join(', ') ?? param?.label ?? param?.select?.choice?.join(' / ') ?? id;
    return `[${value}]`;
  });
}

function textOf(parts: readonly OscalPart[] | undefined, name: string): Text | undefined {
  const prose = (language: string) =>
    (parts ?? []).find((part) => part.name === name && part.class === language)?.prose;
  const [ja, en] = [prose('ja'), prose('en')];
  return ja === undefined ? undefined : { ja, ...(en === undefined ? {} : { en }) };
}

function readMaps(values: readonly string[]): PackMap[] {
  const maps = new Map<string, string[]>();
  for (const value of values) {
    const [pack = '', target = ''] = value.split('#');
    maps.set(pack, [...(maps.get(pack) ?? []), target]);
  }
  return [...maps].map(([pack, ids]) => ({ pack, ids }));
}

class Props {
  readonly #props: readonly OscalProperty[];

  constructor(props: readonly OscalProperty[] | undefined) {
    this.#props = props ?? [];
  }

  label(): string | undefined {
    return this.#props.find((prop) => prop.name === 'label')?.value;
  }

  own(name: string): string | undefined {
    return this.all(name)[0];
  }

  all(name: string): string[] {
    return this.#props.filter((prop) => prop.name === name && prop.ns === KIJUN_NS).map((prop) => prop.value);
  }
}

const isOneOf =
  <T extends string>(allowed: readonly T[]) =>
  (value: string): value is T =>
    allowed.some((each) => each === value);

function oneOf<T extends string>(allowed: readonly T[], value: string | undefined, otherwise: T): T {
  return value !== undefined && isOneOf(allowed)(value) ? value : otherwise;
}
