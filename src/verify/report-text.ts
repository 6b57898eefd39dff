// A report as plain text, for a terminal. Runs anywhere. What failed comes first.
import type { Finding, Report } from './report';
import { anchorWords, findingWords, inOrder, limitWords, placeWords, type Say } from './words';

export function reportText(words: Say, report: Report): string {
  const say: Say = (key, ...params) => words(key, ...params.map(printable));
  const { findings, limits, anchors, bundle, verdict } = report;
  const parts = [
    say(`verify_verdict_${verdict}`),
    say('verify_of', bundle.flags, bundle.files, bundle.seals),
    inOrder(findings)
      .map((finding) => findingText(say, finding))
      .join('\n'),
    ...(anchors.length === 0
      ? []
      : [
          listText(
            say('verify_anchors'),
            anchors.map((one) => anchorWords(say, one)),
          ),
        ]),
    listText(
      say('verify_not_proven'),
      limits.map((limit) => limitWords(say, limit)),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function findingText(say: Say, finding: Finding): string {
  const place = placeWords(say, finding.where);
  const where = place === '' ? '' : `\n    ${place}`;
  const outcome = say(`verify_outcome_${finding.outcome}`);
  return `[${outcome}] ${say(`verify_check_${finding.check}`)}: ${findingWords(say, finding)}${where}`;
}

function listText(title: string, lines: readonly string[]): string {
  return [title, ...lines.map((line) => `  - ${line}`)].join('\n');
}

/** A bundle is a stranger's: what it says must not steer the terminal, nor begin a line that looks like ours. */
function printable(param: string | number): string | number {
  return typeof param === 'number' ? param : param.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}
