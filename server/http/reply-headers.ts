/** Headers that replies bear, as the document explains them. Request-Id and the security headers are on every reply. */
export const replyHeaders = {
  ETag: 'The strong entity tag of what is told. A change that builds on it names it in If-Match',
  Location: 'Where what was made is read, relative to this server',
  Link: 'Where the list goes on, relative to this server, with rel="next" (RFC 8288); missing on the last page',
  'Retry-After': 'Seconds to wait before asking again',
  Instance: 'Which run of the server answers; another after each start',
  'Content-Range': 'Which bytes of how many these are',
  'Content-Disposition': 'The name of the file',
  'Tus-Resumable': 'The version of tus that is spoken',
  'Tus-Version': 'The versions of tus that are spoken',
  'Tus-Extension': 'The extensions of tus that are spoken',
  'Tus-Max-Size': 'The largest file that is taken, in bytes',
  'Upload-Offset': 'So many bytes are here: go on from there',
  'Upload-Length': 'The bytes of the whole file',
  'Upload-Expires': 'When the upload is given up, unless something more of it comes before',
} as const;
export type ReplyHeader = keyof typeof replyHeaders;
