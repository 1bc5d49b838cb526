import { describe, expect, it } from 'vitest';
import type { Statement } from '#domain/vocabulary/statement.contract.ts';
import { lay, metadataOf, proposeFromName, typedOver } from '../../../../client/scene/metadata-fields.ts';

const platform: Statement = {
  field: 'platform',
  value: 'WorldView-2',
  from: 'beside',
  detail: 'a.IMD: satId',
};
const cloud: Statement = { field: 'cloudCover', value: 3.4, from: 'beside', detail: 'a.IMD: cloudCover' };
const date: Statement = { field: 'acquired', value: '2012-10-11', from: 'beside', detail: 'a.IMD: TLCTime' };

describe('the form of a new scene', () => {
  it('starts from the name of the file, and follows what becomes known later', () => {
    const first = proposeFromName('camp 2012-10-13.tif');
    expect(first.fields).toMatchObject({ title: 'camp 2012-10-13', acquired: '2012-10-13', platform: '' });
    const later = lay(first, [...first.statements, platform, cloud, date]);
    expect(later.fields).toMatchObject({
      acquired: '2012-10-11',
      platform: 'WorldView-2',
      cloudCover: '3.4',
    });
  });

  it('keeps what was typed', () => {
    const first = proposeFromName('camp 2012-10-13.tif');
    const typed = { ...first, fields: { ...first.fields, acquired: '2012-10', platform: 'GeoEye-1' } };
    const later = lay(typed, [...first.statements, platform, date]);
    expect(later.fields).toMatchObject({ acquired: '2012-10', platform: 'GeoEye-1' });
  });

  it('takes a kept licence away where another provider is typed, and gives it back with its own', () => {
    const first = proposeFromName('camp.tif');
    const kept = lay(first, [
      ...first.statements,
      { field: 'provider', value: 'Planet', from: 'default' },
      { field: 'licence', value: 'Education', from: 'default' },
    ]);
    expect(kept.fields.licence).toBe('Education');
    const other = typedOver(kept, { provider: 'Airbus' });
    expect(other.licence).toBe('');
    expect(typedOver({ ...kept, fields: other }, { provider: 'Planet' }).licence).toBe('Education');
    const own = { ...kept, fields: { ...kept.fields, licence: 'Mine' } };
    expect(typedOver(own, { provider: 'Airbus' }).licence).toBe('Mine');
  });

  it('sends figures as numbers, leaves out what nobody speaks of, and says what was emptied on purpose', () => {
    const first = proposeFromName('camp 2012-10-13.tif');
    const later = lay(first, [...first.statements, platform, cloud]);
    expect(metadataOf({ ...later, fields: { ...later.fields, platform: ' ' } })).toEqual({
      title: 'camp 2012-10-13',
      acquired: '2012-10-13',
      platform: null,
      cloudCover: 3.4,
    });
  });
});
