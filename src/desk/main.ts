// ENTRY node: starts a desk from flags and environment, and stops it on a signal. Decides nothing.
import { parseArgs } from 'node:util';
import { type DeskOptions, startDesk } from './serve';

const HELP = `Flagpost desk: receives batches of flags and their artefacts.

  --port N           port to listen on (default 8790; 0 for any that is free)
  --host ADDRESS     address to listen on (default 127.0.0.1)
  --data DIR         token, artefacts and embedded database with the signing key (default ./.desk)
  --allow-host NAME  host name to answer for besides loopback; may be repeated
  --help

DATABASE_URL: a PostgreSQL to use instead of the embedded database.`;

const PORT_MAX = 65_535;

function readOptions(args: string[], env: NodeJS.ProcessEnv): DeskOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8790' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string', default: './.desk' },
      'allow-host': { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const port = Number(values.port);
  if (!/^\d+$/u.test(values.port) || port > PORT_MAX)
    throw new Error('--port takes a number from 0 to 65535.');
  const databaseUrl = env.DATABASE_URL || undefined;
  return { port, host: values.host, dataDir: values.data, allowHosts: values['allow-host'], databaseUrl };
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === undefined) return console.log(HELP);
  const desk = await startDesk(options);
  console.log(`Flagpost desk: ${desk.url}`);
  console.log(`Token: in ${desk.tokenPath}`);
  console.log(`Key, to be pinned by those who verify bundles: ${desk.keyFingerprint}`);
  if (desk.tokenIsFresh) console.log(`Token, shown this once: ${desk.token}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      desk.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

/** A driver's message may quote the database's address with its password: for errors with a code, the code is told. */
function sentence(error: unknown): string {
  if (!(error instanceof Error)) return 'The desk did not start.';
  if (!('code' in error)) return `The desk did not start. ${error.message}`;
  if (error.code === 'EADDRINUSE')
    return 'The desk did not start: its port is in use. Choose another with --port.';
  return `The desk did not start (${String(error.code)}).`;
}

main().catch((error: unknown) => {
  console.error(sentence(error));
  process.exitCode = 1;
});
