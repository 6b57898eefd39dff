// Serves one page with the export code in it on a loopback port, where the browser grants a private file system.
// Runs in node.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export interface ExportPage {
  readonly url: string;
  stop(): Promise<void>;
}

export async function serveExportPage(): Promise<ExportPage> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2024',
      minify: false,
      rollupOptions: { input: fileURLToPath(new URL('in-page.ts', import.meta.url)) },
    },
  });
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  const files = new Map(
    outputs.map((one) => [`/${one.fileName}`, one.type === 'chunk' ? one.code : String(one.source)]),
  );
  const entry = outputs.find((one) => one.type === 'chunk' && one.isEntry);
  const html = `<!doctype html><meta charset="utf-8"><script type="module" src="/${entry?.fileName}"></script>`;
  const server = createServer((request, response) => {
    const script = files.get(request.url ?? '');
    response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
    response.end(script ?? html);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: () => new Promise((stopped) => server.close(() => stopped())),
  };
}
