// A WebDriver BiDi connection to Firefox: commands out, answers back. Runs in node. Answers are parsed by whoever asks.
import WebSocket from 'ws';
import * as z from 'zod/mini';

export interface Bidi {
  send(method: string, params?: object): Promise<Record<string, unknown>>;
  /** Value of an expression (may be a promise) in a browsing context, carried over as JSON. */
  readonly evaluate: (context: string, expression: string) => Promise<unknown>;
  end(): void;
}

interface Waiting {
  readonly method: string;
  resolve(result: Record<string, unknown>): void;
  reject(error: Error): void;
}

const Evaluated = z.discriminatedUnion('type', [
  z.object({ type: z.literal('success'), result: z.object({ value: z.optional(z.string()) }) }),
  z.object({ type: z.literal('exception'), exceptionDetails: z.object({ text: z.string() }) }),
]);

export async function connectBidi(url: string): Promise<Bidi> {
  const socket = new WebSocket(`${url}/session`, { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const waiting = new Map<number, Waiting>();
  let last = 0;
  socket.on('message', (data: Buffer) => {
    const answer = JSON.parse(data.toString());
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.type === 'error') one?.reject(new Error(`${one.method}: ${answer.error}: ${answer.message}`));
    else one?.resolve(answer.result);
  });
  socket.on('close', () => {
    for (const one of waiting.values()) one.reject(new Error(`${one.method}: Firefox hung up`));
    waiting.clear();
  });
  const send: Bidi['send'] = (method, params = {}) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { method, resolve, reject });
      socket.send(JSON.stringify({ id: last, method, params }), (error) => error && reject(error));
    });
  await send('session.new', { capabilities: {} });
  return {
    send,
    async evaluate(context, expression) {
      const answer = z.parse(
        Evaluated,
        await send('script.evaluate', {
          expression: `(async () => JSON.stringify(await (${expression})))()`,
          target: { context },
          awaitPromise: true,
        }),
      );
      if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
      return answer.result.value === undefined ? undefined : JSON.parse(answer.result.value);
    },
    end: () => socket.terminate(),
  };
}
