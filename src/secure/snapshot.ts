// Stands in until it is there: says that it cannot be had. Runs in the worker.
import type { Take } from './joining';
import { absent } from './picture';

export const takeSnapshot: Take = async ({ capture, clock }) => [
  absent(
    { flagId: capture.id, kind: 'dom_snapshot', role: 'evidentiary', capturedAt: clock.now() },
    'unsupported_browser',
    clock,
  ),
];
