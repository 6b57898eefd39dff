// What everything that joins a flag after commit 1 is given, and gives. Runs in the worker.
import type { SameState } from '../flag/artefact';
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
  /** Of the page, where that was just asked: what changes from then on shows at the end all the same. */
  readonly before?: SameState;
}

/** Takes one kind of artefact from the page. What cannot be had comes back absent, with its reason; never rejects. */
export type Take = (joining: Joining) => Promise<readonly Evidence[]>;
