import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { StartupError } from '../base/config.ts';
import { writeWhole } from '../base/whole-file.ts';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** The file by which a data folder says to which database it belongs. */
export function identityFile(dataDirectory: string): string {
  return path.join(dataDirectory, 'database.id');
}

/** The id that a data folder bears; undefined where it bears none yet. */
export function readIdentity(dataDirectory: string): string | undefined {
  const file = identityFile(dataDirectory);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8').trim();
  if (new RegExp(`^${UUID}$`, 'i').test(text)) return text.toLowerCase();
  throw new StartupError(
    `${file} says to which database this folder belongs, and is damaged. Restore it, or remove it: then the server tells what it finds.`,
  );
}

export function writeIdentity(dataDirectory: string, id: string): Promise<void> {
  return writeWhole(identityFile(dataDirectory), `${id}\n`);
}

/** The files of scenes and uploads in a data folder, by what names them. Nothing is made or changed. */
export function filesIn(dataDirectory: string) {
  const names = (folder: string) => {
    const whole = path.join(dataDirectory, folder);
    return existsSync(whole) ? readdirSync(whole) : [];
  };
  const named = (folder: string, form: RegExp) => [
    ...new Set(names(folder).flatMap((name) => form.exec(name)?.[1] ?? [])),
  ];
  return {
    originals: named('originals', /^([0-9a-f]{64})$/),
    displays: named('display', new RegExp(`^(${UUID})\\.tif`)),
    uploads: named('uploads', new RegExp(`^(${UUID})$`)),
  };
}
