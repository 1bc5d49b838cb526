import { analystName } from '../account/index.ts';
import { type Reply, RequestFailure, request, type Sent } from './http.ts';
import { whileSaving } from './notice.store.ts';

/** Told where the analyst put off giving a name. */
export const NAME_NEEDED = 'Not sent yet: give a name, or stay unnamed, and save again.';

/**
 * Sends a write in the analyst's name, which is asked for the first time, or in the name under which the work was
 * done before. Throws RequestFailure.
 */
export async function write<T>(method: string, path: string, sent: Sent = {}): Promise<Reply<T>> {
  const analyst = sent.analyst ?? (await analystName());
  if (!analyst) throw new RequestFailure(NAME_NEEDED);
  return whileSaving(request<T>(method, path, { ...sent, analyst }));
}
