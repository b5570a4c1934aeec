import { exceptionPart } from '../modules/exceptions/index.ts';
import { guidePart } from '../modules/guide/index.ts';
import { handlingPart } from '../modules/handling/index.ts';
import { classificationPart } from '../modules/information/index.ts';
import { mediaPart } from '../modules/media/index.ts';
import { permissionsPart } from '../modules/permissions/index.ts';
import type { AnyPart } from '../modules/standards/index.ts';

/** The files of a standard pack that rooms other than `standards` brought: `kijun standards check` checks them. */
export const packParts: readonly AnyPart[] = [
  classificationPart,
  permissionsPart,
  handlingPart,
  exceptionPart,
  mediaPart,
  guidePart,
];
