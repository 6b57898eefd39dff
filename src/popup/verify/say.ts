// The words of a report in the language of the interface. Runs in the UI.
import type { Say } from '../../verify/words';
import { t } from '../t';

/** Takes every sentence of a report: one that the language lacks fails the type check. */
export const sayReport: Say = (key, ...params) => t(key, ...params);
