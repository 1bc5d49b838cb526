import { plainLine } from '#domain/text/text.rules.ts';
import { analystName } from '../account/index.ts';
import { type Asking, type Reply, told } from './api.ts';
import { RequestFailure } from './failure.ts';
import { whileSaving } from './notice.store.ts';

/** Told where the analyst put off giving a name. */
export const NAME_NEEDED = 'Not sent yet: give a name, or stay unnamed, and save again.';

/** What a write says of who acts. */
export type Signed = { headers: { Analyst: string } };

/** The name of who acts, as it is sent. */
export function signedBy(analyst: string): Signed {
  return { headers: { Analyst: encodeURIComponent(plainLine(analyst)) } };
}

/**
 * Sends a write in the analyst's name, which is asked for the first time, or in the name under which the work was
 * done before. Throws RequestFailure.
 */
export async function write<T>(send: (signed: Signed) => Asking<T>, under?: string): Promise<Reply<T>> {
  const analyst = under ?? (await analystName());
  if (!analyst) throw new RequestFailure(NAME_NEEDED);
  return whileSaving(told(send(signedBy(analyst))));
}
