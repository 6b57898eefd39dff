// 10,000 changes to a sealed bundle, each of which the check must find and place. Runs in node, without a browser.
import { startAuthority } from '../seal/authority';
import { hunt } from '../verify/hunt';
import { exported, filesOf, sealedSession } from '../verify/sealed';

const CHUNK = 500;

export interface MutationSoak {
  readonly found: number;
  readonly escaped: readonly string[];
}

export async function soakMutations(
  count: number,
  seed: number,
  onFound: (found: number) => void = () => undefined,
): Promise<MutationSoak> {
  const authority = await startAuthority();
  try {
    const files = await filesOf(await exported(await sealedSession(authority)));
    const escaped: string[] = [];
    let found = 0;
    for (let done = 0; done < count; done += CHUNK) {
      const hunted = await hunt(files, authority.roots, Math.min(CHUNK, count - done), seed + done);
      escaped.push(...hunted.escaped);
      found += hunted.found;
      onFound(found);
    }
    return { found, escaped };
  } finally {
    await authority.close();
  }
}
