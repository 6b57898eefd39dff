// Collects what the checks find. Runs anywhere. Of one kind it lists so many and counts the rest.
import { FINDINGS, type Finding, type FindingCode, type Where } from './report';

const LISTED = 200;

export interface Findings {
  add(code: FindingCode, where?: Where, ...params: readonly (string | number)[]): void;
  /** How many of them failed. */
  failed(): number;
  all(): Finding[];
}

export function collectFindings(): Findings {
  const found: Finding[] = [];
  const counts = new Map<FindingCode, number>();
  const make = (code: FindingCode, where: Where, params: readonly (string | number)[]): Finding => {
    const [check, outcome] = FINDINGS[code];
    return { check, outcome, code, where, params };
  };
  return {
    add(code, where = {}, ...params) {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      if (count <= LISTED) found.push(make(code, where, params));
    },
    failed: () =>
      [...counts].reduce((sum, [code, count]) => sum + (FINDINGS[code][1] === 'failed' ? count : 0), 0),
    all() {
      const more = [...counts].filter(([, count]) => count > LISTED);
      return [
        ...found,
        ...more.map(([code, count]): Finding => {
          const [check, outcome] = FINDINGS[code];
          return { ...make('more_of_same', {}, [count - LISTED, code]), check, outcome };
        }),
      ];
    },
  };
}
