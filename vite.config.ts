import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const api = process.env.KIJUN_API ?? 'http://localhost:3000';

/**
 * The definitions of all pages are part of the first load, but need only the titles from their modules' catalogues.
 * So the titles are put in place at build time, and each catalogue is loaded with the first page of its module.
 */
function pageTitles(): Plugin {
  const call = /\bt\('([^']+)'\)/g;
  const importOfTexts = /^import \{ t \} from '\.\.\/messages\.ts';\n/m;
  return {
    name: 'kijun-page-titles',
    enforce: 'pre',
    async transform(code, id) {
      const folder = /^(.*\/src\/modules\/[^/]+)\/ui\/pages\.tsx$/.exec(id)?.[1];
      const plainCallsOnly = !/\bt\(/.test(code.replaceAll(call, ''));
      if (folder === undefined || !importOfTexts.test(code) || !plainCallsOnly) return null;
      const file = `${folder}/messages.ja.ts`;
      this.addWatchFile(file);
      const { ja } = (await import(pathToFileURL(file).href)) as { ja: Readonly<Record<string, string>> };
      const worded = code.replaceAll(call, (_whole, key: string) => {
        const text = ja[key];
        if (text === undefined) this.error(`${file} has no text '${key}'`);
        return JSON.stringify(text);
      });
      return { code: worded.replace(importOfTexts, ''), map: null };
    },
  };
}

/** Compresses what the browser asks for once, at build time and as well as possible; the server sends these files. */
function compressed(): Plugin {
  return {
    name: 'kijun-compressed',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const [fileName, output] of Object.entries(bundle)) {
          if (!/\.(js|css|svg)$/.test(fileName)) continue;
          const content = Buffer.from(output.type === 'chunk' ? output.code : output.source);
          const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
          this.emitFile({
            type: 'asset',
            fileName: `${fileName}.br`,
            source: brotliCompressSync(content, quality),
          });
          this.emitFile({
            type: 'asset',
            fileName: `${fileName}.gz`,
            source: gzipSync(content, { level: 9 }),
          });
        }
      },
    },
  };
}

/** The web client: `index.html` and `src/app/web` become `dist/web`, which the server hands out. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: false,
  plugins: [pageTitles(), react(), tailwindcss(), compressed()],
  server: { port: 5173, proxy: { '/api': { target: api, changeOrigin: false } } },
  build: {
    outDir: 'dist/web',
    // Not the default name: /assets/… are addresses of pages.
    assetsDir: 'static',
    emptyOutDir: true,
    manifest: true,
    // The content security policy allows neither inline script nor data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    target: 'es2022',
  },
});
