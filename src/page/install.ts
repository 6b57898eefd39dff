// Stub until the page's side of the gesture lands. Runs in the page.
import type { Platform } from '../platforms/platform';

export function installReader(readers: readonly Platform[]): void {
  void readers;
}
