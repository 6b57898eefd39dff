// npm run soak: the long trials. Runs in node. `-- 500` makes 500 disturbed flags, `-- 500 7` with seed 7.
import { buildExtension } from '../../src/demo/extension';
import { mayInstall, need } from '../../src/demo/machine';
import { soakDisturbed } from './disturbed';
import { soakMutations } from './mutations';

const args = process.argv.slice(2);
const [count = 500, seed = Date.now() % 1_000_000] = args.filter((arg) => /^\d+$/u.test(arg)).map(Number);
need(['chromium', 'xvfb', 'xdotool'], { install: mayInstall(args) });
await buildExtension('chrome');

console.log(`${count} flags, disturbed, seed ${seed}`);
const { flags, verified, withoutPicture, wrong } = await soakDisturbed(count, seed);
console.log(`${flags} flags stored, ${verified} of them verified, ${withoutPicture} without a picture.`);
console.log(wrong.length === 0 ? 'None is verified with a picture of something else.' : wrong.join('\n'));

const MUTATIONS = 10_000;
console.log(`${MUTATIONS} changes to a sealed bundle, seed ${seed}`);
const { found, escaped } = await soakMutations(MUTATIONS, seed);
console.log(escaped.length === 0 ? `All ${found} were found, the right place named.` : escaped.join('\n'));
const sound = wrong.length === 0 && flags >= count && escaped.length === 0 && found === MUTATIONS;
process.exitCode = sound ? 0 : 1;
