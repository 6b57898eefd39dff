// What was captured of the post, to be judged by: picture, author, time, text, address, and whether it is verified. Pure.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Capture } from '../../flag/capture';
import type { Flag } from '../../flag/flag';
import { Icon } from '../parts/icons';
import { Address, PageText } from '../parts/page-text';
import { StatusChip } from '../parts/status-chip';
import { formatTime, t } from '../t';
import { evidenceNumber, languageName, platformName, readerNotes, subjectName } from '../words';

interface CapturedProps {
  readonly flag: Flag;
  readonly now: number;
  readonly picture: ComponentChildren;
  /** How the post was found. */
  readonly found: ComponentChildren;
  /** Flags whose pictures look alike. */
  readonly near: ComponentChildren;
  /** The artefacts. */
  readonly evidence: ComponentChildren;
}

export function Captured({ flag, now, picture, found, near, evidence }: CapturedProps): JSX.Element {
  const { capture, row } = flag;
  const { author = capture.post.channel && { displayName: capture.post.channel.name } } = capture.post;
  return (
    <section class="captured" aria-label={t('judge_evidence')} data-testid="captured">
      {picture}
      <div class="captured-facts">
        <p class="captured-line">
          <strong data-testid="number">{evidenceNumber(capture.seq)}</strong>
          <span>{platformName(capture.platform)}</span>
          <span>{subjectName(capture.post.subject)}</span>
          <StatusChip status={row.status} />
        </p>
        <p class="captured-author">
          {author === undefined && <span class="weak">{t('capture_author_unknown')}</span>}
          {author?.displayName !== undefined && <PageText text={author.displayName} testId="author" />}
          {author?.handle !== undefined && (
            <span class="weak">
              <PageText text={author.handle} testId="handle" />
            </span>
          )}
        </p>
        <p class="captured-line weak">
          <Posted capture={capture} now={now} />
          <time dateTime={capture.flaggedAt} title={capture.flaggedAt}>
            {t('capture_flagged', formatTime(capture.flaggedAt, now))}
          </time>
          <Language capture={capture} />
        </p>
        <Standing capture={capture} />
        {found}
        <ReaderNotes notes={readerNotes(capture.post.adapterNote)} />
      </div>
      {near}
      <PostText text={capture.post.text} />
      <PostAddress capture={capture} />
      {capture.post.originalUrl !== undefined && (
        <Address label={t('capture_address_original')} url={capture.post.originalUrl} />
      )}
      {evidence}
    </section>
  );
}

function Posted({ capture, now }: { capture: Capture; now: number }): JSX.Element {
  const { postedAt, postedAtSource, postedAtText } = capture.post;
  if (postedAt !== undefined) {
    const said = postedAtSource === 'id_derived' ? 'capture_posted_estimated' : 'capture_posted';
    return (
      <time dateTime={postedAt} title={postedAt}>
        {t(said, formatTime(postedAt, now))}
      </time>
    );
  }
  if (postedAtText === undefined) return <span>{t('capture_posted_unknown')}</span>;
  return (
    <span>
      {t('capture_posted_as_shown')} <PageText text={postedAtText} />
    </span>
  );
}

/** Whether the page declares it or it was detected is said: a guess is not shown as a fact. */
function Language({ capture }: { capture: Capture }): JSX.Element | null {
  const { language, languageSource } = capture.post;
  if (language === undefined) return null;
  const name = languageName(language);
  return <span>{languageSource === 'detected' ? t('capture_language_detected', name) : name}</span>;
}

/** Verified, or the plain reasons why not. */
function Standing({ capture }: { capture: Capture }): JSX.Element {
  const { verified, problems } = capture.capture;
  const reasons = problems.map((problem) => t(`problem_${problem}`));
  return (
    <div
      class={`standing ${verified ? 'standing-verified' : 'standing-unverified'}`}
      data-testid="standing"
      title={verified ? t('capture_verified_hint') : undefined}
    >
      <Icon name={verified ? 'check' : 'alert'} />
      <strong>{verified ? t('capture_verified') : t('capture_unverified')}</strong>
      <span>{reasons.join(' ')}</span>
    </div>
  );
}

function ReaderNotes({ notes }: { notes: readonly string[] }): JSX.Element | null {
  return notes.length === 0 ? null : (
    <p class="weak" data-testid="reader-notes">
      {notes.join(' ')}
    </p>
  );
}

const SHORT = 400;

function PostText({ text }: { text: string | undefined }): JSX.Element {
  const [whole, setWhole] = useState(false);
  if (text === undefined || text === '') return <p class="post-text weak">{t('capture_text_none')}</p>;
  const long = text.length > SHORT || text.split('\n').length > 5;
  return (
    <div class="post-text">
      <PageText
        text={
          whole
            ? text
            : Array.from(text.slice(0, SHORT * 2))
                .slice(0, SHORT)
                .join('')
        }
        class={whole ? 'post-text-whole' : 'post-text-start'}
        testId="post-text"
      />
      {long && (
        <button type="button" class="quiet small" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? t('capture_less') : t('capture_more')}
        </button>
      )}
    </div>
  );
}

/** A page's address is never shown as if it were the post's. */
function PostAddress({ capture }: { capture: Capture }): JSX.Element {
  const { postUrl, postUrlSource } = capture.post;
  if (postUrl === undefined) return <Address label={t('capture_address_page')} url={capture.pageUrl} />;
  const weak =
    postUrlSource === 'address_bar' && capture.post.subject === 'post' && capture.post.postId === undefined;
  return <Address label={weak ? t('capture_address_weak') : t('capture_address')} url={postUrl} />;
}
