/** The part of the OSCAL 1.2 catalogue model that packs are written to and read from. */
import { z } from 'zod';

export const OSCAL_VERSION = '1.2.1';
/** Marks the properties and parts that only this product gives a meaning. */
export const KIJUN_NS = 'urn:kijun:ns:oscal';
/** The resource that carries the parts of a pack for which OSCAL has no place. */
export const PACK_RESOURCE = 'kijun-pack.json';

const property = z.object({
  name: z.string(),
  value: z.string(),
  ns: z.string().optional(),
  class: z.string().optional(),
});
const parameter = z.object({
  id: z.string(),
  label: z.string().optional(),
  values: z.array(z.string()).optional(),
  select: z.object({ choice: z.array(z.string()).optional() }).optional(),
});

export interface OscalPart {
  id?: string | undefined;
  name: string;
  ns?: string | undefined;
  class?: string | undefined;
  title?: string | undefined;
  props?: OscalProperty[] | undefined;
  prose?: string | undefined;
  parts?: OscalPart[] | undefined;
}
const part: z.ZodType<OscalPart> = z.object({
  id: z.string().optional(),
  name: z.string(),
  ns: z.string().optional(),
  class: z.string().optional(),
  title: z.string().optional(),
  props: z.array(property).optional(),
  prose: z.string().optional(),
  get parts() {
    return z.array(part).optional();
  },
});

export interface OscalControl {
  id: string;
  title: string;
  class?: string | undefined;
  params?: OscalParameter[] | undefined;
  props?: OscalProperty[] | undefined;
  parts?: OscalPart[] | undefined;
  controls?: OscalControl[] | undefined;
}
const control: z.ZodType<OscalControl> = z.object({
  id: z.string(),
  title: z.string().min(1),
  class: z.string().optional(),
  params: z.array(parameter).optional(),
  props: z.array(property).optional(),
  parts: z.array(part).optional(),
  get controls() {
    return z.array(control).optional();
  },
});

export interface OscalGroup {
  id?: string | undefined;
  class?: string | undefined;
  title: string;
  props?: OscalProperty[] | undefined;
  parts?: OscalPart[] | undefined;
  groups?: OscalGroup[] | undefined;
  controls?: OscalControl[] | undefined;
}
const group: z.ZodType<OscalGroup> = z.object({
  id: z.string().optional(),
  class: z.string().optional(),
  title: z.string().min(1),
  props: z.array(property).optional(),
  parts: z.array(part).optional(),
  controls: z.array(control).optional(),
  get groups() {
    return z.array(group).optional();
  },
});

/** What is read of a catalogue; whatever else it holds is passed over. */
export const oscalCatalog = z.object({
  catalog: z.object({
    uuid: z.string(),
    metadata: z.object({
      title: z.string().min(1),
      'last-modified': z.string(),
      version: z.string(),
      'oscal-version': z.string(),
      published: z.string().optional(),
      props: z.array(property).optional(),
      parties: z.array(z.object({ name: z.string().optional() })).optional(),
    }),
    groups: z.array(group).optional(),
    controls: z.array(control).optional(),
    'back-matter': z
      .object({
        resources: z
          .array(
            z.object({
              uuid: z.string(),
              title: z.string().optional(),
              base64: z
                .object({
                  filename: z.string().optional(),
                  'media-type': z.string().optional(),
                  value: z.string(),
                })
                .optional(),
            }),
          )
          .optional(),
      })
      .optional(),
  }),
});

export type OscalCatalog = z.infer<typeof oscalCatalog>;
export type OscalProperty = z.infer<typeof property>;
export type OscalParameter = z.infer<typeof parameter>;
