import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import type { z } from 'zod';
import { sceneFormSchema, type sceneStatementSchema } from '#domain/scene/scene.contract.ts';
import { problem } from '../http/problem.ts';
import { drain, parseJson } from '../http/request.ts';
import type { BlobStore, ReceivedFile } from '../storage/blob-store.ts';
import { plainFileName } from './file-name.ts';

export type SceneForm = SceneStatement & { fileName: string; file: ReceivedFile };
type SceneStatement = z.infer<typeof sceneStatementSchema>;

const MAXIMUM_METADATA_BYTES = 64 * 1024;

/**
 * Receives multipart/form-data: the part `metadata` (JSON), then the part `file`, which goes to disk as it
 * comes. Throws a problem for what is malformed or refused, 413 for a file beyond `maximum` bytes, and what
 * `requireRoom` throws for as many bytes as the sender announces (0 where none are); then, and when the sender
 * gives up, nothing stays on disk.
 */
export async function receiveUpload(
  { headers, body }: { headers: Headers; body: Readable },
  blobs: BlobStore,
  maximum: number,
  requireRoom: (bytes: number) => Promise<void>,
): Promise<SceneForm> {
  const contentType = headers.get('Content-Type') ?? '';
  if (!/^multipart\/form-data\s*;/i.test(contentType))
    throw problem('unsupported_media_type', {
      detail:
        "Send JSON that names uploads, or multipart/form-data with the parts 'metadata' (JSON) and 'file', in this order.",
    });
  const length = Number(headers.get('Content-Length') ?? 0);
  if (length > maximum + MAXIMUM_METADATA_BYTES + 4_096) throw tooLarge(maximum);
  try {
    await requireRoom(length);
    return await parse(body, { 'content-type': contentType }, blobs, maximum);
  } catch (error) {
    await drain(body);
    throw error;
  }
}

function parse(
  body: Readable,
  headers: IncomingHttpHeaders & { 'content-type': string },
  blobs: BlobStore,
  maximum: number,
): Promise<SceneForm> {
  const parser = openParser(headers, maximum);
  return new Promise<SceneForm>((resolve, reject) => {
    let statement: SceneStatement | undefined;
    let upload: Promise<SceneForm> | undefined;
    let incoming: Readable | undefined;
    const fail = (error: Error) => {
      body.unpipe(parser);
      incoming?.destroy(error);
      const settled = upload?.then(({ file }) => blobs.discard(file)) ?? Promise.resolve();
      settled.catch(() => {}).then(() => reject(error));
    };
    parser.on('field', (name, value, _nameCut, valueCut) => {
      try {
        if (name !== 'metadata') throw malformed(`The part '${name}' is not known here.`);
        if (valueCut) throw malformed('The metadata is too long.');
        statement = parseStatement(value);
      } catch (error) {
        fail(error as Error);
      }
    });
    parser.on('file', (name, stream, fileName) => {
      // An error after the parser was left would otherwise end the process.
      stream.on('error', () => {});
      if (name !== 'file') return fail(malformed(`The part '${name}' is not known here.`));
      if (!statement) return fail(malformed("The part 'metadata' comes before the part 'file'."));
      const stated = statement;
      incoming = stream;
      upload = blobs
        .receive(stream.once('limit', () => stream.destroy(tooLarge(maximum))))
        .then((file) => ({ ...stated, fileName: plainFileName(fileName), file }));
      upload.catch(fail);
    });
    parser.on('error', () =>
      fail(malformed('The upload was cut short, or is not well-formed multipart/form-data.')),
    );
    parser.on('finish', () => {
      if (upload) upload.then(resolve, fail);
      else fail(malformed("The part 'file' is missing."));
    });
    body.on('error', () => fail(malformed('The upload was cut short.')));
    body.pipe(parser);
  });
}

function openParser(headers: IncomingHttpHeaders & { 'content-type': string }, maximum: number) {
  try {
    return new Busboy({
      headers,
      // By its name, since a browser's FormData gives a Blob of metadata a file name too.
      isPartAFile: (name) => name === 'file',
      limits: { fields: 1, files: 1, fieldSize: MAXIMUM_METADATA_BYTES, fileSize: maximum },
    });
  } catch {
    throw malformed('The Content-Type of the upload names no boundary.');
  }
}

function parseStatement(text: string): SceneStatement {
  const { id, placement, acceptAccuracy, acceptPlacement, ...metadata } = parseJson(
    text,
    "The part 'metadata'",
    sceneFormSchema,
  );
  return { id, metadata, placement, acceptAccuracy, acceptPlacement };
}

function malformed(detail: string) {
  return problem('malformed', { detail });
}

function tooLarge(maximum: number) {
  return problem('too_large', { detail: `A file has at most ${maximum} bytes here (MAX_UPLOAD).` });
}
