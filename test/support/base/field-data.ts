import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of real files for tests, or null where it is absent: FIELD_DATA, or beside the project. */
export function fieldData(): string | null {
  const folder = process.env.FIELD_DATA ?? path.resolve(import.meta.dirname, '../../../../shared/field-data');
  return existsSync(folder) ? folder : null;
}
