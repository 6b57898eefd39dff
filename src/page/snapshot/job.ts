// What the worker asks of the snapshot and gets. Types only.
import type { ArtefactAlteration } from '../../flag/artefact';
import type { Piece, Resource } from './pieces';

export interface Job {
  /** Of the post's pin, when the post is in this document. */
  readonly token?: string | undefined;
  /** Selectors of what shows the analyst's own account. */
  readonly ownAccount: readonly string[];
  /** The page's markup is a platform's, not its author's: fields that are typed into are known by their marks. */
  readonly listed: boolean;
  /** The frame that holds the post, by address and inner size, when the post is not in this document. */
  readonly frame?: { readonly url: string; readonly w: number; readonly h: number } | undefined;
  readonly maxChars: number;
  /** Of main-thread work. */
  readonly busyMs: number;
  readonly wallMs: number;
}

export interface Summary {
  readonly id: string;
  readonly parts: number;
  /** Part 0: most documents have no other. */
  readonly first: readonly Piece[];
  readonly resources: readonly Resource[];
  readonly alterations: readonly ArtefactAlteration[];
  /** Inner size of this document, to know it again among the frames of the one around it. */
  readonly size: { readonly w: number; readonly h: number };
  readonly busyMs: number;
  readonly longestMs: number;
  readonly slices: number;
  /** Elements that were written. */
  readonly elements: number;
  /** There is a place for the frame that was asked for. */
  readonly frameSeen: boolean;
}

export interface Snapshot {
  take(job: Job): Promise<Summary>;
  /** One part of what was taken; null when there is none any more. */
  part(id: string, n: number): readonly Piece[] | null;
  drop(id: string): void;
}
