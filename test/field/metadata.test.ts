import { existsSync, openAsBlob } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { statementsOfFileName } from '#domain/metadata/file-name.rules.ts';
import { statementsOfTags } from '#domain/metadata/tiff-tags.rules.ts';
import { readTiffTags } from '../../client/upload/card/tiff-tags.ts';
import { fieldData } from '../support/base/field-data.ts';

const SERIES = path.join(fieldData() ?? '', 'pairs/pucallpa');
const STUCK = path.join(fieldData() ?? '', 'geotiff/image-tiff__sample-get-lzw-stuck.tiff');
const PLAIN = path.join(fieldData() ?? '', 'geotiff/rio-tiler__cog.tif');

describe.skipIf(!existsSync(SERIES))('what real files say of themselves (FIELD_DATA)', () => {
  it.each(['1985', '1990', '1995', '2000', '2005', '2010', '2015', '2020'])(
    'the series of eight dates is told by its names, to the year and no further: %s',
    (year) => {
      expect(existsSync(path.join(SERIES, `${year}.tif`))).toBe(true);
      expect(statementsOfFileName(`${year}.tif`, new Date())).toEqual([
        { field: 'acquired', value: year, from: 'name', detail: `${year}.tif` },
      ]);
    },
  );

  it('a date that a program wrote when it saved the file is told with a caution, or not at all', async () => {
    const statements = statementsOfTags(await readTiffTags(await openAsBlob(STUCK)));
    expect(statements).toMatchObject([{ value: '2017-08-21', caution: 'Often the date of processing.' }]);
    expect(statementsOfTags(await readTiffTags(await openAsBlob(PLAIN)))).toEqual([]);
  });
});
