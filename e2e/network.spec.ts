import { networkInterfaces } from 'node:os';
import { expect, test } from './support.ts';

test('there is no way out of this machine while the product is tested', async () => {
  test.skip(process.env.KIJUN_E2E_ISOLATED !== '1', 'this machine does not let us take the network away');
  const outward = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address && !address.internal);
  expect(outward).toEqual([]);
  await expect(fetch('http://192.0.2.1/', { signal: AbortSignal.timeout(5000) })).rejects.toThrow();
});
