import { describe, expect, test } from 'vitest';
import { imageOfSidecar, isSidecar } from '../../../../client/upload/card/sidecar.ts';

const images = (...names: string[]) => names.map((fileName) => ({ fileName }));

describe('a file that lies beside an image', () => {
  test.each([
    ['scene.tif.msk', 'scene.tif'],
    ['scene.tfw', 'scene.tif'],
    ['SCENE.TFW', 'scene.tif'],
    ['scene.prj', 'scene.tif'],
    ['scene.tif.aux.xml', 'scene.tif'],
    ['scene.xml', 'scene.tif'],
    ['K3_20130108042311_L1R_Aux.xml', 'K3_20130108042311_L1R_P.tif'],
    ['po_100001_metadata.txt', 'po_100001_pan_0000000.tif'],
    ['scene.json', 'scene.tif'],
    ['12OCT11021354-P2AS.IMD', '12OCT11021354-P2AS.TIF'],
    ['20220912_3B_AnalyticMS_metadata.xml', '20220912_3B_AnalyticMS.tif'],
    ['LC08_L1TP_116031_20190505_MTL.txt', 'LC08_L1TP_116031_20190505_B4.TIF'],
  ])('%s belongs to %s', (sidecar, image) => {
    expect(isSidecar(sidecar)).toBe(true);
    const [, other, wanted] = images('other.tif', 'scene_2.tif', image);
    expect(imageOfSidecar(sidecar, [other!, wanted!])).toBe(wanted);
  });

  test('goes to the image whose name agrees wholly before one that only begins alike', () => {
    const [longer, exact] = images('scene_b.tif', 'scene.tif');
    expect(imageOfSidecar('scene.tfw', [longer!, exact!])).toBe(exact);
  });

  test('belongs to no image where the names differ', () => {
    expect(imageOfSidecar('elsewhere.tfw', images('scene.tif'))).toBeUndefined();
    expect(imageOfSidecar('sce.tfw', images('scene.tif'))).toBeUndefined();
  });

  test.each(['scene.tif', 'scene.tiff', 'scene.jp2', 'scene.zip', 'msk', 'scene'])(
    '%s is not one',
    (name) => {
      expect(isSidecar(name)).toBe(false);
    },
  );
});
