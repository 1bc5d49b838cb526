import type { Line } from './page.ts';

/** So many bytes go onto the line at a time. */
const PIECE_BYTES = 256 * 1024;

/** Bytes that one request carried: from which byte of the file on, and how many went onto the line. */
type Part = { from: number; bytes: number };

/** The bytes of files on their way, as a test sees them. */
type BytesUnderWay = {
  parts: Part[];
  /** Of the bytes from so far into a file on, what they wait for before they go. */
  hold: (at: number) => Promise<void> | undefined;
};

/**
 * Lets the page send files by XMLHttpRequest, which Node by itself has none of, over the line of the page's models. A
 * line that is cut breaks off what is under way at its next piece.
 */
export function giveRequests(line: Line): BytesUnderWay {
  const bytesUnderWay: BytesUnderWay = { parts: [], hold: () => undefined };

  class LineRequest {
    readonly upload = { onprogress: (_: { lengthComputable: true; loaded: number; total: number }) => {} };
    onload = () => {};
    onerror = (_: unknown) => {};
    status = 0;
    responseText = '';
    readonly #headers = new Headers();
    readonly #ended = new AbortController();
    #answered = new Headers();
    #method = '';
    #address = '';

    open(method: string, address: string): void {
      this.#method = method;
      this.#address = new URL(address, location.href).href;
    }

    setRequestHeader(name: string, value: string): void {
      this.#headers.append(name, value);
    }

    getResponseHeader(name: string): string | null {
      return this.#answered.get(name);
    }

    /** As in browsers, whoever called it off hears no more of it. */
    abort(): void {
      this.onload = this.onerror = () => {};
      this.#ended.abort();
    }

    send(file: Blob | null): void {
      this.#ask(file).then(
        () => this.onload(),
        (error) => this.onerror(error),
      );
    }

    async #ask(file: Blob | null): Promise<void> {
      const { signal } = this.#ended;
      const body = file && { body: this.#piecesOf(file), duplex: 'half' };
      const headers = this.#headers;
      const answer = await fetch(this.#address, { method: this.#method, headers, signal, ...body });
      this.responseText = await answer.text();
      this.#answered = answer.headers;
      this.status = answer.status;
    }

    #piecesOf(file: Blob): ReadableStream<Uint8Array> {
      const { signal } = this.#ended;
      const part: Part = { from: Number(this.#headers.get('Upload-Offset')), bytes: 0 };
      bytesUnderWay.parts.push(part);
      return new ReadableStream<Uint8Array>(
        {
          start: (pieces) => signal.addEventListener('abort', () => pieces.error(signal.reason)),
          pull: async (pieces) => {
            await bytesUnderWay.hold(part.from + part.bytes);
            if (line.cut) this.#ended.abort();
            const piece = await file.slice(part.bytes, part.bytes + PIECE_BYTES).arrayBuffer();
            if (signal.aborted) return;
            pieces.enqueue(new Uint8Array(piece));
            part.bytes += piece.byteLength;
            this.upload.onprogress({ lengthComputable: true, loaded: part.bytes, total: file.size });
            if (part.bytes === file.size) pieces.close();
          },
        },
        { highWaterMark: 0 },
      );
    }
  }

  Object.assign(globalThis, { XMLHttpRequest: LineRequest });
  return bytesUnderWay;
}
