// Whether this page is of a board in the manner of 4chan: by its marks, on whatever host. Runs in the page.
import { one } from '../reading';

/** Small, since it is asked on every page: parts.ts has them all. */
const MARKS =
  '.postContainer>.post,.post.op[id^=op_],.post.reply[id^=reply_],.opCell,.catalogCell,[data-board][data-post-id],article[data-board],.post[data-num][id^=post-],#Grid>.mix[data-id],#threads>.thread';

export const isBoard = (): boolean => one(document, MARKS) !== null;
