// A report: the verdict, what was found and where, who else confirms a time, what none of it proves. Pure.
// Names in a bundle are a stranger's: they stand as text in elements of their own.
import type { JSX } from 'preact';
import type { Finding, Report } from '../../verify/report';
import { anchorWords, findingWords, inOrder, limitWords, placeWords } from '../../verify/words';
import { Icon } from '../parts/icons';
import { PageText } from '../parts/page-text';
import { t } from '../t';
import { sayReport } from './say';

export function ReportView({ name, report }: { name: string; report: Report }): JSX.Element {
  const { verdict, findings, limits, anchors, bundle } = report;
  return (
    <section class="card verify-report" data-testid="verify-report" data-verdict={verdict}>
      <h2>
        <PageText text={name} />
      </h2>
      <p role="status" class={verdict === 'failed' ? 'note note-problem' : 'note'}>
        <Icon name={verdict === 'failed' ? 'alert' : 'check'} /> {t(`verify_verdict_${verdict}`)}
      </p>
      <p class="weak">{t('verify_of', bundle.flags, bundle.files, bundle.seals)}</p>
      <ul class="verify-findings">
        {inOrder(findings).map((finding, i) => (
          <FindingLine key={i} finding={finding} />
        ))}
      </ul>
      {anchors.length > 0 && (
        <List title={t('verify_anchors')} lines={anchors.map((anchor) => anchorWords(sayReport, anchor))} />
      )}
      <List title={t('verify_not_proven')} lines={limits.map((limit) => limitWords(sayReport, limit))} />
    </section>
  );
}

function FindingLine({ finding }: { finding: Finding }): JSX.Element {
  const { check, outcome, code, where } = finding;
  const place = placeWords(sayReport, where);
  return (
    <li data-code={code} data-outcome={outcome}>
      <strong>{t(`verify_outcome_${outcome}`)}</strong> {t(`verify_check_${check}`)}:{' '}
      <PageText text={findingWords(sayReport, finding)} />
      {place !== '' && (
        <div class="weak">
          <PageText text={place} />
        </div>
      )}
    </li>
  );
}

function List({ title, lines }: { title: string; lines: readonly string[] }): JSX.Element {
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}
