// Faults on demand, for tests and demonstrations: what a request may meet instead of, or after, the desk's own answer.
// Runs in node. The desk's entry passes no faults, so a desk in service has none.
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';

/**
 * A Response: answered instead of doing the work. `drop`: the work is done, the connection is cut before the answer.
 * A function: the work is done, its answer replaced. Undefined: no fault.
 */
export type Fault = Response | 'drop' | ((answer: Response) => Response | Promise<Response>) | undefined;
export type Faults = (request: Request) => Fault | Promise<Fault>;
export type Bindings = { Bindings: HttpBindings };

export const withFaults =
  (faults: Faults): MiddlewareHandler<Bindings> =>
  async (c: Context<Bindings>, next) => {
    const fault = await faults(c.req.raw);
    if (fault instanceof Response) return fault;
    await next();
    if (fault === undefined) return;
    if (fault === 'drop') {
      c.env.incoming.socket.destroy();
      c.res = RESPONSE_ALREADY_SENT;
    } else {
      c.res = await fault(c.res.clone());
    }
  };
