// What everything that joins a flag after commit 1 is given, and gives. Runs in the worker.
import type { Capture } from '../flag/capture';
import type { Clock } from '../flag/time';
import type { Evidence } from '../queue/captures';
import type { Settings } from '../settings';
import type { Camera } from './shoot';
import type { Whereabouts } from './whereabouts';

export interface Joining {
  readonly capture: Capture;
  readonly where: Whereabouts;
  readonly settings: Settings;
  readonly camera: Camera;
  readonly clock: Clock;
}

/** Takes one kind of artefact from the page. What cannot be had comes back absent, with its reason; never rejects. */
export type Take = (joining: Joining) => Promise<readonly Evidence[]>;
