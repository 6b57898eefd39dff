// A flag assembled for use: the capture, its artefacts, the latest judgement and where it stands. Never stored whole.
import type { Artefact } from './artefact';
import type { Capture } from './capture';
import type { Judgement } from './judgement';
import type { Row } from './row';

export interface Flag {
  readonly capture: Capture;
  readonly artefacts: readonly Artefact[];
  readonly judgement: Judgement | undefined;
  readonly row: Row;
}
