// What arrived, as the page lists it: flags newest first by their number, with the state of their artefacts. Runs in node.
import * as z from 'zod/mini';
import { Capture } from '../flag/capture';
import { WireJudgement } from '../wire/batch';
import { grouped, rowsOf, type Sql } from './database';

export interface Arrival {
  readonly flagNo: number;
  readonly flagId: string;
  readonly receivedAt: string;
  readonly duplicateOf: string | null;
  readonly capture: Capture;
  readonly judgement: z.infer<typeof WireJudgement>;
  readonly artefacts: readonly { readonly sha256: string; readonly kind: string; readonly stored: boolean }[];
}

export interface Arrivals {
  readonly flags: readonly Arrival[];
  /** Pass as `before` for the next page; undefined on the last one. */
  readonly older: number | undefined;
  readonly totals: { readonly flags: number; readonly duplicates: number; readonly awaited: number };
}

const FlagRow = z.object({
  flag_no: z.number(),
  flag_id: z.string(),
  received_at: z.date(),
  duplicate_of: z.nullable(z.string()),
  capture: z.string(),
  judgement: z.string(),
});
const ArtefactRow = z.object({
  flag_id: z.string(),
  sha256: z.string(),
  kind: z.string(),
  stored: z.boolean(),
});
const TotalsRow = z.object({ flags: z.number(), duplicates: z.number(), awaited: z.number() });

/** Above every number a flag can have. */
const LAST = 2_147_483_647;
const PAGE = `select f.flag_no, f.flag_id, f.received_at, f.duplicate_of, c.json as capture, r.judgement
  from flags f join captures c using (flag_id)
  join revisions r on r.flag_id = f.flag_id and r.revision = f.revision
  where f.flag_no < $1 order by f.flag_no desc limit $2`;
const ARTEFACTS = `select l.flag_id, l.sha256, l.kind, a.stored_at is not null as stored
  from flag_artefacts l join artefacts a using (sha256)
  where l.flag_id = any($1::uuid[]) order by l.captured_at, l.kind, l.sha256`;
const TOTALS = `select count(*)::integer as flags, count(duplicate_of)::integer as duplicates,
  (select count(*)::integer from artefacts where stored_at is null) as awaited from flags`;

export async function arrivals(sql: Sql, before: number | undefined, limit: number): Promise<Arrivals> {
  const rows = await rowsOf(sql, FlagRow, PAGE, [before ?? LAST, limit + 1]);
  const shown = rows.slice(0, limit);
  const links = await rowsOf(sql, ArtefactRow, ARTEFACTS, [shown.map((row) => row.flag_id)]);
  const byFlag = grouped(links, (link) => link.flag_id);
  const [totals] = await rowsOf(sql, TotalsRow, TOTALS);
  return {
    flags: shown.map((row) => ({
      flagNo: row.flag_no,
      flagId: row.flag_id,
      receivedAt: row.received_at.toISOString(),
      duplicateOf: row.duplicate_of,
      capture: z.parse(Capture, JSON.parse(row.capture)),
      judgement: z.parse(WireJudgement, JSON.parse(row.judgement)),
      artefacts: byFlag.get(row.flag_id) ?? [],
    })),
    older: rows.length > limit ? shown.at(-1)?.flag_no : undefined,
    totals: totals ?? { flags: 0, duplicates: 0, awaited: 0 },
  };
}
