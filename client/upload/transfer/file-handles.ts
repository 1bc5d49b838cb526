import type { GivenFile, Transfer } from './transfer.ts';

// The File System Access API, where a browser has it, leads back to a file after the page is loaded anew.
declare global {
  interface FileSystemHandle {
    queryPermission?(wanted: { mode: 'read' }): Promise<PermissionState>;
    requestPermission?(wanted: { mode: 'read' }): Promise<PermissionState>;
  }
  interface FileSystemDirectoryHandle {
    values(): AsyncIterable<FileSystemHandle>;
  }
  interface DataTransferItem {
    getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
  }
  interface Window {
    showOpenFilePicker?(options: { multiple: true }): Promise<FileSystemFileHandle[]>;
  }
}

/** The files of a drop, those in folders too. To be called before the drop event ends. */
export async function filesOfDrop(transfer: DataTransfer): Promise<GivenFile[]> {
  const given = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => {
      // All of these are gone once the event has ended.
      const handle = item.getAsFileSystemHandle?.().catch(() => null);
      const entry = item.webkitGetAsEntry();
      const file = item.getAsFile();
      return { handle, entry, file };
    });
  const found = await Promise.all(
    given.map(async ({ handle, entry, file }) => {
      const way = await handle;
      if (way) return filesOfHandle(way);
      if (entry?.isDirectory) return filesOfEntry(entry);
      return file ? [{ file }] : [];
    }),
  );
  return found.flat().filter(isVisible);
}

/** Lets the analyst choose files, by the browser's way that leads back to them; undefined where there is none. */
export async function pickFiles(): Promise<GivenFile[] | undefined> {
  if (!window.showOpenFilePicker) return undefined;
  try {
    const handles = await window.showOpenFilePicker({ multiple: true });
    return (await Promise.all(handles.map(filesOfHandle))).flat();
  } catch (error) {
    if ((error as Error).name === 'AbortError') return [];
    return undefined;
  }
}

/**
 * The file of a kept transfer, where its handle still leads to the very same one. `ask` lets the browser ask
 * for leave, which it does only upon a click.
 */
export async function fileOfHandle(
  { handle, size, lastModified }: Pick<Transfer, 'handle' | 'size' | 'lastModified'>,
  ask: boolean,
): Promise<File | undefined> {
  if (!handle) return undefined;
  try {
    const leave = await (ask ? handle.requestPermission : handle.queryPermission)?.call(handle, {
      mode: 'read',
    });
    if (leave !== 'granted') return undefined;
    const file = await handle.getFile();
    return file.size === size && file.lastModified === lastModified ? file : undefined;
  } catch {
    // Moved or deleted meanwhile: it is asked for.
    return undefined;
  }
}

async function filesOfHandle(handle: FileSystemHandle): Promise<GivenFile[]> {
  if (handle.kind === 'file') {
    const own = handle as FileSystemFileHandle;
    return [{ file: await own.getFile(), handle: own }];
  }
  const found: GivenFile[] = [];
  for await (const inner of (handle as FileSystemDirectoryHandle).values())
    found.push(...(await filesOfHandle(inner)));
  return found;
}

async function filesOfEntry(entry: FileSystemEntry): Promise<GivenFile[]> {
  if (entry.isFile)
    return [
      { file: await new Promise<File>((take, fail) => (entry as FileSystemFileEntry).file(take, fail)) },
    ];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: GivenFile[] = [];
  // A reader gives a hundred at a time, and none when there are no more.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((take, fail) => reader.readEntries(take, fail));
    if (some.length === 0) return found;
    for (const inner of some) found.push(...(await filesOfEntry(inner)));
  }
}

/** Folders hold files that nobody put there, such as .DS_Store. */
function isVisible({ file }: GivenFile): boolean {
  return !file.name.startsWith('.');
}
