import { describe, expect, it } from 'vitest';
import { importsOf, whyForbidden } from './rooms.ts';

const value = (specifier: string) => ({ specifier, typeOnly: false });
const type = (specifier: string) => ({ specifier, typeOnly: true });

describe('rooms', () => {
  it('finds imports of every shape', () => {
    const source = [
      `import type { A } from './a.ts';`,
      `import {\n  b,\n  c,\n} from './b.ts';`,
      `import './side.css';`,
      `export { d } from './d.ts';`,
      `const e = await import('./e.ts');`,
      `const text = "no import from './f.ts' here";`,
    ].join('\n');
    expect(importsOf(source)).toEqual([
      type('./a.ts'),
      value('./b.ts'),
      value('./side.css'),
      value('./d.ts'),
      value('./e.ts'),
    ]);
  });

  it.each([
    ['src/kernel/dates.ts', value('node:fs')],
    ['src/kernel/dates.ts', value('../platform/config.ts')],
    ['src/platform/config.ts', value('../modules/duties/index.ts')],
    ['src/platform/config.ts', type('../kit/server/list.ts')],
    ['src/modules/duties/queries.ts', value('../organisation/queries.ts')],
    ['src/modules/duties/queries.ts', value('../organisation/model.ts')],
    ['src/modules/duties/queries.ts', value('../../app/server.ts')],
    ['src/modules/duties/queries.ts', value('./ui/page.tsx')],
    ['src/modules/duties/ui/page.tsx', value('../queries.ts')],
    ['src/modules/duties/ui/page.tsx', value('../../organisation/index.ts')],
    ['src/app/web/main.tsx', value('../server.ts')],
    ['src/kit/ui/list.tsx', value('node:path')],
  ])('refuses %s → %o', (file, used) => {
    expect(whyForbidden(file, used)).not.toBeNull();
  });

  it.each([
    ['src/kernel/ids.ts', value('uuid')],
    ['src/modules/duties/queries.ts', value('../organisation/index.ts')],
    ['src/modules/duties/queries.ts', value('./commands/recompute-duties.ts')],
    ['src/modules/duties/ui/page.tsx', type('../routes.ts')],
    ['src/modules/duties/ui/page.tsx', value('../model.ts')],
    ['src/modules/duties/ui/page.tsx', value('../messages.ts')],
    ['src/modules/duties/ui/page.tsx', value('../messages-ui.ts')],
    ['src/modules/duties/ui/page.tsx', value('../../../kit/ui/button.tsx')],
    ['src/modules/duties/ui/page.tsx', value('../../../kernel/dates.ts')],
    ['src/app/web/main.tsx', value('../../modules/duties/ui/pages.tsx')],
    ['src/app/server.ts', value('../modules/duties/routes.ts')],
  ])('allows %s → %o', (file, used) => {
    expect(whyForbidden(file, used)).toBeNull();
  });
});
