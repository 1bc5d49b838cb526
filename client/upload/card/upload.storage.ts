import type { Statement } from '#domain/vocabulary/statement.contract.ts';
import { keptTable } from '../../core/index.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { SceneUpload } from './scene-upload.ts';

/** A file as it is kept: all but the bytes, with what stands against it where it was put off. */
export type KeptTransfer = Pick<
  Transfer,
  'key' | 'siteId' | 'role' | 'fileName' | 'size' | 'lastModified' | 'handle' | 'sha256' | 'uploadId'
> & { paused: boolean };
/** A card as it is kept, so that closing the page loses nothing typed and no byte that was sent. */
export type KeptUpload = Omit<SceneUpload, 'images' | 'beside' | 'statements' | 'faults' | 'sentence'> & {
  images: KeptTransfer[];
  beside: KeptTransfer[];
  /** The statements, under the name that browsers keep them by. */
  claims: readonly Statement[];
};

const table = keptTable<KeptUpload>('afterimage-upload-cards', 'key', { complete: withHandles });

/** False where this browser keeps nothing (private windows, a full disk), so that closing the page would lose. */
export const keepsUploads = table.keeps;
export const forgetUpload = table.forget;

/** Keeps a card in this browser. */
export function keepUpload(upload: SceneUpload): void {
  const { sentence: _told, faults: _faults, statements: claims, ...rest } = upload;
  const keptUpload = {
    ...rest,
    claims,
    images: rest.images.map(keptTransfer),
    beside: rest.beside.map(keptTransfer),
  };
  table.keep(keptUpload);
}

/** The cards that this browser keeps for a site, as they are kept now. */
export async function keptUploads(siteId: string): Promise<KeptUpload[]> {
  return (await table.all()).filter((card) => card.siteId === siteId);
}

/** Each file with its way back, which no text can hold, from the card as it was kept before. */
function withHandles(card: KeptUpload, before: KeptUpload | undefined): KeptUpload {
  const known = new Map([...(before?.images ?? []), ...(before?.beside ?? [])].map((one) => [one.key, one]));
  const withHandle = ({ handle: _lost, ...transfer }: KeptTransfer): KeptTransfer => {
    const handle = known.get(transfer.key)?.handle;
    return { ...transfer, ...(handle && { handle }) };
  };
  return { ...card, images: card.images.map(withHandle), beside: card.beside.map(withHandle) };
}

function keptTransfer(transfer: Transfer): KeptTransfer {
  const { key, siteId, role, fileName, size, lastModified, handle, sha256, uploadId, state } = transfer;
  return {
    ...{ key, siteId, role, fileName, size, lastModified },
    ...(handle && { handle }),
    ...(sha256 && { sha256 }),
    ...(uploadId && { uploadId }),
    paused: state.peek().kind === 'paused',
  };
}
