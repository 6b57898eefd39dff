import { expect, it } from 'vitest';
import { type DiskRequest, diskCalls } from '../../src/export/disk-calls';

/** A worker that answers as it is told, and counts how often one was started and stopped. */
function fakeWorkers(answer: (request: DiskRequest, worker: EventTarget) => void) {
  const count = { started: 0, stopped: 0 };
  const start = (): Worker => {
    count.started += 1;
    const target = new EventTarget();
    const worker = Object.assign(target, {
      postMessage: (request: DiskRequest) => queueMicrotask(() => answer(request, target)),
      terminate: () => {
        count.stopped += 1;
      },
    });
    return worker as unknown as Worker;
  };
  return { start, count };
}

function reply(worker: EventTarget, data: object): void {
  worker.dispatchEvent(new MessageEvent('message', { data }));
}

it('runs one worker while a file is open, and none afterwards', async () => {
  const { start, count } = fakeWorkers(({ n }, worker) => reply(worker, { n }));
  const calls = diskCalls(start);
  await calls.call({ type: 'open', name: 'a' });
  await calls.call({ type: 'open', name: 'b' });
  await calls.call({ type: 'close', name: 'a' });
  await calls.call({ type: 'write', name: 'b', bytes: new Uint8Array(1) });
  expect(count).toEqual({ started: 1, stopped: 0 });
  await calls.call({ type: 'close', name: 'b' });
  expect(count).toEqual({ started: 1, stopped: 1 });
  await calls.call({ type: 'close', name: 'b' });
  expect(count).toEqual({ started: 1, stopped: 1 });
});

it('passes a failure on by its name, and stops when nothing could be opened', async () => {
  const error = { name: 'QuotaExceededError', message: 'full' };
  const { start, count } = fakeWorkers(({ n }, worker) => reply(worker, { n, error }));
  const opened = diskCalls(start).call({ type: 'open', name: 'a' });
  await expect(opened).rejects.toMatchObject({ name: 'QuotaExceededError', message: 'full' });
  expect(count).toEqual({ started: 1, stopped: 1 });
});

it('leaves nobody waiting for a worker that died', async () => {
  const { start } = fakeWorkers((_request, worker) => {
    worker.dispatchEvent(Object.assign(new Event('error'), { message: 'no such script' }));
  });
  await expect(diskCalls(start).call({ type: 'open', name: 'a' })).rejects.toThrow('no such script');
});
