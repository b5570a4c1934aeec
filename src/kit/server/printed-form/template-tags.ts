import type { KnownTags, TemplateData } from '../../../platform/documents/docx-template.ts';
import type { FormBox } from '../../../platform/documents/form-document.ts';
import { t } from './messages.ts';
import type { PrintForm } from './printed-form.ts';

/** So many boxes have tags of their own; Word tables do not grow sideways by themselves. */
export const BOXES = 5;

const places = Array.from({ length: BOXES }, (_, index) => index + 1);

/** The texts of a form and their tags. */
const texts = [
  'number',
  'title',
  'reference',
  'addressee',
  'date',
  'unit',
  'name',
  'organisation',
  'lead',
  'clauses',
  'period',
  'state',
  'conditions',
  'remarks',
] as const;

/** Every tag that a template of the form may use. */
export function knownTags(): KnownTags {
  const names = [
    ...texts.map((key) => t(`tag.${key}`)),
    ...places.flatMap((place) => boxTags(place).map(([tag]) => tag)),
  ];
  return {
    ...Object.fromEntries(names.map((name) => [name, {}])),
    [t('tag.rows')]: { [t('tag.rowLabel')]: {}, [t('tag.rowValue')]: {} },
    [t('tag.decisions')]: {
      [t('tag.decisionAt')]: {},
      [t('tag.decisionSeat')]: {},
      [t('tag.decisionResult')]: {},
      [t('tag.decisionNote')]: {},
    },
  };
}

/** The tags with what they stand for, for whoever writes a template. */
export function describedTags(): { tag: string; text: string }[] {
  const described = [...texts, 'rows' as const, 'decisions' as const].map((key) => ({
    tag: t(`tag.${key}`),
    text: t(`tagNote.${key}`),
  }));
  return [
    ...described,
    {
      tag: boxTags(1)
        .map(([tag]) => tag)
        .join('、'),
      text: t('tagNote.boxes', { count: BOXES }),
    },
  ];
}

/** What fills the template for one request. */
export function templateData(form: PrintForm): TemplateData {
  return {
    ...Object.fromEntries(texts.map((key) => [t(`tag.${key}`), form[key]])),
    ...Object.fromEntries(places.flatMap((place) => boxTags(place, form.boxes[place - 1]))),
    [t('tag.rows')]: form.rows.map(({ label, value }) => ({
      [t('tag.rowLabel')]: label,
      [t('tag.rowValue')]: value,
    })),
    [t('tag.decisions')]: form.decisions.map(({ at, seat, result, note }) => ({
      [t('tag.decisionAt')]: at,
      [t('tag.decisionSeat')]: seat,
      [t('tag.decisionResult')]: result,
      [t('tag.decisionNote')]: note,
    })),
  };
}

/** The four tags of one box with what they hold. */
export function boxTags(place: number, box?: FormBox): [tag: string, value: string][] {
  return [
    [t('tag.boxTitle', { place }), box?.title ?? ''],
    [t('tag.boxName', { place }), box?.name ?? ''],
    [t('tag.boxMark', { place }), box?.mark ?? ''],
    [t('tag.boxDate', { place }), box?.date ?? ''],
  ];
}
