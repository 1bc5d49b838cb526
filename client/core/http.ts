import { failureOf, RequestFailure } from './failure.ts';
import { type Watch, watchForAnswer } from './silence.store.ts';

export const NO_ANSWER = 'The server did not answer. Nothing you typed is lost; try again.';
/** Of a write that was sent and of which nothing was heard: it may have been done. */
export const NO_WORD =
  'The server has not answered, and nobody knows whether this was saved. Nothing you typed is lost: send it again, which is safe.';

const RETRY_AFTER_MILLISECONDS = [400, 1_500];
/** So long nothing at all may be heard before a request is given up: a read is then sent again. */
const READ_SILENCE_MILLISECONDS = 30_000;
const WRITE_SILENCE_MILLISECONDS = 60_000;
/** While a body is sent, nothing is heard: so much of it goes in a millisecond on the slowest line (256 kbit/s). */
const BYTES_A_MILLISECOND = 32;

/**
 * Sends a request to our own server and gives the reply once all of it is here. A GET that was not answered, or not to
 * its end, is sent twice more; a write never is, save by whoever asked for it. Throws RequestFailure, also for what
 * the server refuses, or the abort's own error.
 */
export async function exchange(request: Request): Promise<Response> {
  const reads = request.method === 'GET';
  const watch = watchForAnswer(reads ? 'reading' : 'saving');
  const { response, text } = await answer(request, watch, reads ? RETRY_AFTER_MILLISECONDS : []).finally(
    watch.end,
  );
  if (!response.ok) throw failureOf(response.status, text);
  const { status, headers } = response;
  return new Response(text || null, { status, headers });
}

type Answer = { response: Response; text: string };

async function answer(request: Request, watch: Watch, waits: number[]): Promise<Answer> {
  try {
    return await send(waits.length > 0 ? request.clone() : request, watch);
  } catch (error) {
    if (request.signal.aborted) throw error;
    const [wait, ...later] = waits;
    if (wait === undefined)
      throw error instanceof RequestFailure ? error : unansweredFailure(request, NO_ANSWER);
    await new Promise((resolve) => setTimeout(resolve, wait));
    return answer(request, watch, later);
  }
}

/**
 * One sending of a request, and its whole answer. Given up where the server is silent for too long. It is on its way
 * before anything is waited for: the page may be about to be left.
 */
async function send(request: Request, watch: Watch): Promise<Answer> {
  const silence = new AbortController();
  const giveUp = (sentence: string) => () => silence.abort(unansweredFailure(request, sentence));
  const signal = AbortSignal.any([request.signal, silence.signal]);
  const copy = request.clone();
  const replied = fetch(request, { signal });
  let answered = false;
  if (request.method === 'GET') watch.bound(READ_SILENCE_MILLISECONDS, giveUp(NO_ANSWER));
  else {
    watch.bound(WRITE_SILENCE_MILLISECONDS, giveUp(NO_WORD));
    const waitLonger = ({ length }: string) => {
      if (!answered) watch.lengthen(WRITE_SILENCE_MILLISECONDS + length / BYTES_A_MILLISECOND);
    };
    copy.text().then(waitLonger, () => {});
  }
  const response = await replied.finally(() => {
    answered = true;
  });
  watch.heard();
  return { response, text: await textOf(response, watch.heard) };
}

/** What only reads changes nothing, heard of or not. */
function unansweredFailure({ method }: Request, sentence: string): RequestFailure {
  return new RequestFailure(sentence, { unanswered: method !== 'GET' });
}

async function textOf({ body }: Response, heard: () => void): Promise<string> {
  if (!body) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    heard();
    text += decoder.decode(value, { stream: true });
  }
}
