import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ProblemCode } from '#domain/problem/problem.contract.ts';

/** A kind of problem: its usual HTTP status; its title, which does not vary; what it means and what helps. */
export type ProblemKind = { status: ContentfulStatusCode; title: string; meaning: string };

/** Every problem that the API tells. */
export const problemKinds: Readonly<Record<ProblemCode, ProblemKind>> = {
  malformed: {
    status: 400,
    title: 'The request is malformed',
    meaning:
      'The request could not be read: its body is no JSON, a header is missing or not in its form, or it broke off. Mend what the sentence names and send it again.',
  },
  invalid_query: {
    status: 400,
    title: 'A query parameter is wrong',
    meaning:
      'What stands behind the question mark of the address is not known there, or not in its form. The pointer of each fault names the parameter.',
  },
  analyst_missing: {
    status: 400,
    title: 'The request does not say who acts',
    meaning:
      'Whatever is changed is recorded under a name. Send it in the header Analyst, percent-encoded, or send "unnamed" to stay unnamed.',
  },
  foreign_origin: {
    status: 403,
    title: 'The request comes from another website',
    meaning:
      'A browser sent a change on behalf of another website. Only pages of this server, and programs that are no browsers, may change what is here.',
  },
  foreign_host: {
    status: 421,
    title: 'The server does not go by that name',
    meaning:
      'The address names this server in a way that it does not know, as an attack by DNS rebinding would. If the name is right, whoever runs the server can allow it with ALLOWED_HOSTS.',
  },
  too_slow: {
    status: 408,
    title: 'The request did not come in time',
    meaning:
      'The line fell silent, or was very slow, before the request was whole. Send it again; an upload goes on where it stopped.',
  },
  not_found: {
    status: 404,
    title: 'There is no such thing',
    meaning:
      'Nothing is known under this address or id. It may be mistyped, or have been taken away for good, as an upload is that a scene has taken.',
  },
  method_not_allowed: {
    status: 405,
    title: 'The method is not offered here',
    meaning: 'The address is right, but does not do this. The header Allow names the methods that it knows.',
  },
  deleted: {
    status: 410,
    title: 'It has been deleted',
    meaning:
      'The annotation was here and somebody deleted it. Its history is kept, and it can be restored with POST to its address followed by /restore.',
  },
  conflict: {
    status: 409,
    title: 'The request conflicts with what is there',
    meaning:
      'The request is sound, but does not fit how things stand now. The sentence says what stands against it.',
  },
  id_taken: {
    status: 409,
    title: 'The id is taken',
    meaning:
      'Something else was stored under this id before. Sending the very same again would have been safe; send what is new under an id of its own.',
  },
  site_code_taken: {
    status: 409,
    title: 'The code is taken',
    meaning: 'Another site has this code, which heads the numbers of its annotations. Choose another one.',
  },
  scene_duplicate: {
    status: 409,
    title: 'The same file is a scene of this site already',
    meaning:
      'The very same bytes were added to the site before. The member sceneId names the scene that they are.',
  },
  scene_in_use: {
    status: 409,
    title: 'The scene is in use',
    meaning:
      'Annotations, sightings or sources rest on the scene, or the site is measured on it. It cannot be taken away while they do, but it can be closed; the member dependents says what they are.',
  },
  site_in_use: {
    status: 409,
    title: 'The site is in use',
    meaning:
      'The site holds scenes, annotations or something else, which the member dependents counts. It can be closed, which keeps all of it and offers it no more.',
  },
  scene_not_ready: {
    status: 409,
    title: 'The scene is not ready',
    meaning:
      'The display copy of the scene is still being made, or could not be made. The state of the scene tells which.',
  },
  upload_superseded: {
    status: 409,
    title: 'The same file is arriving in another request',
    meaning: 'A newer request sends the same upload, and this one was let go. Nothing of it is lost.',
  },
  upload_unfinished: {
    status: 409,
    title: 'The file has not arrived yet',
    meaning:
      'A scene can be made of an upload once all of its bytes are here. Send the rest, then ask again.',
  },
  stale_version: {
    status: 412,
    title: 'It has been changed meanwhile',
    meaning:
      'The change builds on a version that is no longer the present one. Read what is there now, compare, and send the change for that version. Of an upload: another version of tus is spoken.',
  },
  precondition_missing: {
    status: 428,
    title: 'The request does not say which version it changes',
    meaning:
      'So that nobody overwrites what somebody else has just changed, the header If-Match must hold the ETag of what is changed, as the last reply gave it.',
  },
  too_large: {
    status: 413,
    title: 'The request is too large',
    meaning:
      'The file, the body, or the headers of the request (then with the status 431) are larger than this server takes.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The media type is not accepted here',
    meaning: 'The header Content-Type names another form than this address reads.',
  },
  not_a_tiff: {
    status: 415,
    title: 'The file is no TIFF',
    meaning: 'A scene is made of GeoTIFFs, and the first bytes of the file are not those of a TIFF.',
  },
  range_not_satisfiable: {
    status: 416,
    title: 'The range lies outside the file',
    meaning:
      'The file ends before the bytes that were asked for. The header Content-Range tells how long it is.',
  },
  invalid: {
    status: 422,
    title: 'The request holds something that is refused',
    meaning:
      'The request could be read, but something in it breaks a rule. Each fault has a sentence and a pointer to where it stands.',
  },
  placement_not_accepted: {
    status: 422,
    title: 'The place is unusual, and nobody has said that it is meant',
    meaning:
      'As it is placed, the image would be mirrored, turned, far off, or otherwise unlike what images are. If that is meant, say so in acceptPlacement; the member doubts names what is unusual.',
  },
  accuracy_not_accepted: {
    status: 422,
    title: 'The place is not exact, and that is not accepted yet',
    meaning:
      'The reference system of the image can be led to WGS 84 only within some metres, which the member accuracy tells. If that will do, say so in acceptAccuracy.',
  },
  file_refused: {
    status: 422,
    title: 'The file cannot become a scene',
    meaning:
      'The file was looked at and cannot be used as it is: it is damaged, has no place on earth or cannot lie where it was said to, is too large to decode safely, or is of a kind that is not read. The sentence says which, and what to do.',
  },
  hash_mismatch: {
    status: 422,
    title: 'The file that arrived is not the one that was sent',
    meaning:
      'The SHA-256 of what arrived differs from the one that was declared. It was dropped, since it may be damaged; send it again.',
  },
  too_many_uploads: {
    status: 429,
    title: 'Too many files are on their way',
    meaning: 'Very many uploads are open. Wait until some have arrived, or end those that are not needed.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong in the server',
    meaning:
      'The server met an error that nobody foresaw. Its log says more, under the Request-Id of the reply; please tell whoever runs it.',
  },
  original_missing: {
    status: 503,
    title: 'The original is gone from the server',
    meaning:
      'The file that was uploaded is no longer in the data folder, or is no longer what it was. It has to be restored from a backup; the sentence names it by its SHA-256.',
  },
  storage_full: {
    status: 507,
    title: 'The disk is full',
    meaning:
      'The disk of the server does not hold what would have to be written. Free some space and try again.',
  },
  unavailable: {
    status: 503,
    title: 'The server cannot answer now',
    meaning:
      'The database or the data folder does not answer, or too much is asked for at this moment. Try again after as many seconds as Retry-After says. Where the member outcome is "unknown", nobody knows whether a change was done; to send one again that bears an id is safe.',
  },
};
