// Finds nothing yet: the generic reader reads these pages. Runs in the page.
import type { Platform } from '../platform';

export const platform: Platform = {
  platform: 'reddit',
  find: () => null,
  read: ({ subject }) => ({ subject }),
};
