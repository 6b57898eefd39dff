// What is known of a flag's evidence while its list is folded away. Pure.
import type { JSX } from 'preact';
import type { Artefact, PresentArtefact } from '../../flag/artefact';
import { formatBytes, formatNumber, t } from '../t';

interface EvidenceSummaryProps {
  readonly evidence: readonly Artefact[];
  /** Present and not destroyed. */
  readonly left: readonly PresentArtefact[];
}

export function EvidenceSummary({ evidence, left }: EvidenceSummaryProps): JSX.Element {
  const absent = evidence.filter(({ status }) => status === 'absent').length;
  const destroyed = evidence.length - absent - left.length;
  const changed = left.filter(({ sameState }) => sameState === 'changed').length;
  const bytes = left.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <span class="evidence-said">
      <strong>{t('evidence_title')}</strong>
      <span class="weak">{t('evidence_sum', formatNumber(left.length), formatBytes(bytes))}</span>
      {destroyed > 0 && <span class="weak">{t('evidence_destroyed', formatNumber(destroyed))}</span>}
      {absent > 0 && <span class="weak">{t('evidence_absent', formatNumber(absent))}</span>}
      {changed > 0 && <span class="artefact-doubt">{t('evidence_changed', formatNumber(changed))}</span>}
    </span>
  );
}
