import type { Asked, TestApp } from './app.ts';

/** Upload-Metadata of tus 1.0. */
export function tusMetadata(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
}

/** Speaks tus with a server in process. */
export function tusClient({ ask, app }: TestApp) {
  const open = (size: number, metadata: Record<string, string>, more: Asked = {}) =>
    ask('/api/uploads', {
      method: 'POST',
      ...more,
      headers: {
        'Tus-Resumable': '1.0.0',
        'Upload-Length': String(size),
        'Upload-Metadata': tusMetadata({ filename: 'valley.tif', ...metadata }),
        ...more.headers,
      },
    });
  const send = async (
    id: string,
    offset: number,
    bytes: Uint8Array | ReadableStream<Uint8Array>,
    headers: Record<string, string> = {},
  ) => {
    const response = await app.request(`http://127.0.0.1:4322/api/uploads/${id}`, {
      method: 'PATCH',
      headers: {
        Analyst: 'Ana',
        'Tus-Resumable': '1.0.0',
        'Content-Type': 'application/offset+octet-stream',
        'Upload-Offset': String(offset),
        ...headers,
      },
      body: bytes,
      duplex: 'half',
    } as RequestInit);
    const text = await response.text();
    return {
      status: response.status,
      offset: response.headers.get('Upload-Offset'),
      body: text ? JSON.parse(text) : undefined,
    };
  };
  const offsetOf = async (id: string) => {
    const { status, headers } = await ask(`/api/uploads/${id}`, {
      method: 'HEAD',
      headers: { 'Tus-Resumable': '1.0.0' },
    });
    return { status, offset: headers.get('Upload-Offset') };
  };
  return { open, send, offsetOf };
}
