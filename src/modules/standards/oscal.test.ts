import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { checkPack } from './check-pack.ts';
import { loadPack, packIds, shippedFolder } from './load-pack.ts';
import { toOscal } from './oscal-export.ts';
import { fromOscal } from './oscal-import.ts';

const schemaFile = join(shippedFolder, '../../shared/oscal/oscal_catalog_schema.json');

/** NIST's schema names its definitions by ids that look like pointers, which a strict reader takes for a clash. */
function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) =>
      key === '$id' && typeof each === 'string' ? [] : [[key, withoutIds(each)]],
    ),
  );
}

describe.each(packIds())('%s as OSCAL', (id) => {
  it('comes back as the same pack', () => {
    const pack = loadPack(id);
    expect(fromOscal(JSON.parse(JSON.stringify(toOscal(pack))), id)).toEqual(pack);
  });

  it.skipIf(!existsSync(schemaFile))('validates against the JSON schema of NIST', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(withoutIds(JSON.parse(readFileSync(schemaFile, 'utf8'))) as object);
    validate(toOscal(loadPack(id)));
    expect(validate.errors).toBeNull();
  });

  it('gives every control a name of its own', () => {
    const names: string[] = [];
    JSON.stringify(toOscal(loadPack(id)), (key, value: unknown) => {
      if (key === 'id' && typeof value === 'string') names.push(value);
      return value;
    });
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('a catalogue of others', () => {
  const catalogue = {
    catalog: {
      uuid: '11111111-1111-4111-8111-111111111111',
      metadata: {
        title: 'Sample controls',
        'last-modified': '2025-04-01T00:00:00Z',
        version: 'v3',
        'oscal-version': '1.2.0',
      },
      groups: [
        {
          id: 'ac',
          title: 'Access control',
          controls: [
            {
              id: 'ac-1',
              title: 'Policy',
              params: [{ id: 'ac-1_prm_1', label: 'roles' }],
              parts: [
                {
                  id: 'ac-1_smt',
                  name: 'statement',
                  prose: 'Tell {{ insert: param, ac-1_prm_1 }}:',
                  parts: [
                    {
                      id: 'ac-1_smt.a',
                      name: 'item',
                      props: [{ name: 'label', value: 'a.' }],
                      prose: 'often',
                    },
                  ],
                },
              ],
              controls: [{ id: 'ac-1.1', title: 'Enhancement' }],
            },
          ],
        },
      ],
    },
  };

  it('becomes a pack that passes the check', () => {
    const pack = fromOscal(catalogue, 'sample');
    expect(checkPack(pack)).toEqual([]);
    expect(pack.requirements.map((requirement) => requirement.id)).toEqual(['ac-1', 'ac-1.1']);
    expect(pack.requirements[0]?.notes).toBe('Tell [roles]:');
    expect(pack.subItems).toEqual([{ id: 'ac-1_smt.a', parent: 'ac-1', summary: { ja: 'often' } }]);
  });

  it.each([{}, { catalog: {} }, null, [], { catalog: { ...catalogue.catalog, groups: [] } }])(
    'refuses what is not one',
    (document) => {
      expect(() => fromOscal(document, 'sample')).toThrow(/OSCAL|管理策/);
    },
  );
});
