import { isolated } from '#domain/text/text.rules.ts';
import type { Upload } from '#domain/upload/upload.contract.ts';
import { analystName } from '../../account/index.ts';
import { NAME_NEEDED, type RequestFailure } from '../../core/index.ts';
import { earlyRefusal, UNREADABLE } from './early-refusal.ts';
import { hashInTurn } from './hash-queue.ts';
import { begunElsewhere, sceneOf } from './known-file.ts';
import { send } from './sending.ts';
import { SENT_AT_A_TIME, sendingTurn } from './sending-turn.ts';
import type { Transfer, TransferState } from './transfer.ts';
import { paceMeter } from './transfer-rate.ts';
import { endUpload, listUploads } from './upload.api.ts';

const SHOW_MILLISECONDS = 250;
const ASK_MILLISECONDS = 1_500;

/** Who is told of files: what is to be kept of them changed, or a hash is known; and who knows what is kept. */
type Follower = {
  changed: (transfer: Transfer) => void;
  /** True where the file belongs to a card that waited for it, so that this one is not sent. */
  taken: (transfer: Transfer) => boolean;
  /** The uploads of a site that this browser keeps, in whichever tab. */
  keptIds: (siteId: string) => Promise<readonly string[]>;
};
let follower: Follower = { changed: () => {}, taken: () => false, keptIds: async () => [] };
/** Files whose turn to be sent has not come; small ones go first. */
const toSend = new Set<Transfer>();
/** What ends the work under way on a file, by its key. */
const hashes = new Map<string, AbortController>();
const sendings = new Map<string, () => void>();
const checks = new Set<Transfer>();
let asking = false;

/** Names who is told what becomes of files. */
export function followTransfers(given: Follower): void {
  follower = given;
}

function become(transfer: Transfer, state: TransferState): void {
  transfer.state.value = state;
  follower.changed(transfer);
}

/** Looks at a file, hashes it, and sends it unless it is no TIFF or a scene of the site already. */
export async function startTransfer(transfer: Transfer): Promise<void> {
  const { file, key } = transfer;
  if (!file) return;
  const sentence = await earlyRefusal(transfer, file);
  if (!transfer.file) return;
  if (sentence) return become(transfer, { kind: 'refused', sentence, again: false });
  become(transfer, { kind: 'hashing', part: 0 });
  const calledOff = new AbortController();
  const { signal } = calledOff;
  hashes.set(key, calledOff);
  try {
    transfer.sha256 = await hashInTurn(file, {
      onPart: (part) => (transfer.state.value = { kind: 'hashing', part }),
      signal,
    });
  } catch {
    if (!signal.aborted) become(transfer, { kind: 'refused', sentence: UNREADABLE, again: true });
    return;
  } finally {
    if (hashes.get(key) === calledOff) hashes.delete(key);
  }
  if (follower.taken(transfer)) return;
  const scene = transfer.role === 'image' && sceneOf(transfer);
  if (scene)
    return become(transfer, {
      kind: 'refused',
      sentence: `This file is the scene '${isolated(scene.title)}' already. Nothing was sent.`,
      again: false,
      sceneId: scene.id,
    });
  const begun = await begunElsewhere(transfer, follower.keptIds);
  if (signal.aborted || !transfer.file) return;
  if (begun) transfer.uploadId = begun.id;
  if (begun) takeUp(transfer, begun);
  else queue(transfer, 0);
}

function queue(transfer: Transfer, sent: number): void {
  become(transfer, { kind: 'queued', sent });
  toSend.add(transfer);
  sendNext();
}

function sendNext(): void {
  for (let next = smallest(toSend); next && sendings.size < SENT_AT_A_TIME; next = smallest(toSend)) {
    toSend.delete(next);
    void sendOne(next);
  }
}

async function sendOne(transfer: Transfer): Promise<void> {
  const { file, sha256, key, siteId, role, size, state } = transfer;
  if (!file || !sha256) return;
  const stopped = new AbortController();
  const { signal } = stopped;
  sendings.set(key, () => stopped.abort());
  const by = await analystName();
  if (signal.aborted) return;
  if (!by) {
    release(transfer);
    return become(transfer, { kind: 'paused', sent: sentOf(state.peek()), sentence: NAME_NEEDED });
  }
  const giveBack = await sendingTurn(signal);
  if (signal.aborted) return giveBack();
  const pace = paceMeter(size);
  let latest: TransferState | undefined;
  const stopSending = send(
    { file, siteId, role, sha256, analyst: by, uploadId: transfer.uploadId },
    {
      announced: (uploadId) => {
        transfer.uploadId = uploadId;
        follower.changed(transfer);
      },
      progress: (sent) => {
        const measured = pace(performance.now(), sent);
        const scheduled = latest !== undefined;
        latest = { kind: 'sending', sent, ...(measured && { pace: measured }) };
        if (scheduled) return;
        // The last word of a burst is shown too, so that what is on screen is never long behind.
        setTimeout(
          () => {
            if (latest && sendings.get(key) === stop) state.value = latest;
            latest = undefined;
          },
          sent < size ? SHOW_MILLISECONDS : 0,
        );
      },
      silent: () => {
        latest = undefined;
        const now = state.peek();
        if (!('silent' in now)) state.value = { kind: 'sending', sent: sentOf(now), silent: true };
      },
      lineDown: () => {
        latest = undefined;
        state.value = { kind: 'line_down', sent: sentOf(state.peek()) };
      },
      done: () => {
        giveBack();
        release(transfer);
        awaitInspection(transfer);
      },
      refused: (failure, announced) => {
        giveBack();
        release(transfer);
        become(transfer, refusalOf(transfer, failure, announced));
      },
    },
  );
  sendings.set(key, stop);
  function stop() {
    giveBack();
    stopSending();
  }
}

function release({ key }: Transfer): void {
  sendings.delete(key);
  sendNext();
}

/** What a refused sending leads to: a full disk is waited for, all else is over for this attempt. */
function refusalOf(
  transfer: Transfer,
  { problem, status, message }: RequestFailure,
  announced: boolean,
): TransferState {
  const full = status === 507;
  if (full && announced) return { kind: 'paused', sent: sentOf(transfer.state.peek()), sentence: message };
  if (announced) forgetSent(transfer);
  return {
    kind: 'refused',
    sentence: message,
    again: full || announced,
    ...(problem?.sceneId && { sceneId: problem.sceneId }),
  };
}

/** The file is sent anew from its first byte, and hashed again, since it may have changed meanwhile. */
function forgetSent(transfer: Transfer): void {
  delete transfer.uploadId;
  delete transfer.sha256;
}

/** Waits until the server has hashed and inspected what it received. */
export function awaitInspection(transfer: Transfer): void {
  become(transfer, { kind: 'checking' });
  checks.add(transfer);
  if (!asking) void askForInspections();
}

async function askForInspections(): Promise<void> {
  asking = true;
  for (const siteId of new Set([...checks].map((transfer) => transfer.siteId))) {
    const listed = await listUploads(siteId).catch(() => undefined);
    if (!listed) continue;
    for (const transfer of [...checks].filter((one) => one.siteId === siteId)) {
      const known = listed.find(({ id }) => id === transfer.uploadId);
      if (known?.state === 'checking') continue;
      checks.delete(transfer);
      takeUp(transfer, known);
    }
  }
  asking = checks.size > 0;
  if (asking) setTimeout(askForInspections, ASK_MILLISECONDS);
}

/** Goes on from what the server knows of a file, after the page was loaded anew or the server answered. */
export function takeUp(transfer: Transfer, known: Upload | undefined): void {
  switch (known?.state) {
    case 'checking':
      awaitInspection(transfer);
      break;
    case 'received':
      become(transfer, { kind: 'received', ...(known.inspection && { inspection: known.inspection }) });
      break;
    case 'refused':
      become(transfer, { kind: 'refused', sentence: known.failure?.detail ?? REFUSED, again: false });
      break;
    default:
      if (!known) delete transfer.uploadId;
      transfer.state.value = { kind: 'paused', sent: known?.received ?? 0 };
      resumeTransfer(transfer);
  }
}
const REFUSED = 'The server refused the file.';

/** Stops sending; what was sent stays with the server. */
export function pauseTransfer(transfer: Transfer): void {
  const sent = sentOf(transfer.state.peek());
  stopWork(transfer);
  become(transfer, { kind: 'paused', sent });
}

/** Pauses what is under way on a file; true where there was something to pause. */
export function interruptTransfer(transfer: Transfer): boolean {
  const underWay = ['hashing', 'queued', 'sending', 'line_down'].includes(transfer.state.peek().kind);
  if (underWay) pauseTransfer(transfer);
  return underWay;
}

/** Goes on with a file that was paused, or is here again. */
export function resumeTransfer(transfer: Transfer): void {
  const sent = sentOf(transfer.state.peek());
  if (!transfer.file) become(transfer, { kind: 'file_needed', sent });
  else if (transfer.sha256) queue(transfer, sent);
  else void startTransfer(transfer);
}

/** Takes a refused file up again from its beginning. */
export function restartTransfer(transfer: Transfer): void {
  forgetSent(transfer);
  if (transfer.file) void startTransfer(transfer);
  else become(transfer, { kind: 'file_needed', sent: 0 });
}

/** Ends all work on a file and lets the server forget what it has of it, unless a scene holds it now. */
export function dropTransfer(transfer: Transfer): void {
  stopWork(transfer);
  delete transfer.file;
  if (transfer.uploadId) void endUpload(transfer.uploadId).catch(leaveItToTime);
}

function stopWork(transfer: Transfer): void {
  toSend.delete(transfer);
  checks.delete(transfer);
  hashes.get(transfer.key)?.abort();
  sendings.get(transfer.key)?.();
  release(transfer);
}

/** The server forgets by itself, after a day, what nobody came back for. */
function leaveItToTime(): void {}

/** How many bytes of a file the server is known to have. */
export function sentOf(state: TransferState): number {
  return ('sent' in state && state.sent) || 0;
}

function smallest(transfers: ReadonlySet<Transfer>): Transfer | undefined {
  return [...transfers].sort((one, other) => one.size - other.size)[0];
}
