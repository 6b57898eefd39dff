// A CONNECT proxy that leads every https host to one local port, for a browser that cannot map host names.
// Runs in node. Without a port it refuses everything, so the browser reaches loopback only.
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';

export interface ConnectProxy {
  readonly port: number;
  stop(): Promise<void>;
}

export async function startProxy(target: number | undefined): Promise<ConnectProxy> {
  const open = new Set<Socket>();
  const server = createServer((_request, response) => void response.writeHead(502).end());
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy());
  });
  server.on('connect', (_request, client, head) => {
    if (target === undefined) {
      client.end('HTTP/1.1 502 Nowhere\r\n\r\n');
      return;
    }
    const upstream = connect(target, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
