import WebGLTileLayer from 'ol/layer/WebGLTile.js';
import DataTileSource from 'ol/source/DataTile.js';
import { describe, expect, test } from 'vitest';
import { readTexelsOnce } from '../../../../client/map/openlayers/texel-shader.ts';

type Parsed = { fragmentShader: string };

/** The body of the shader that OpenLayers makes of a colour, of a source with so many bands. */
function mainOf(color: unknown[], bandCount: number): string {
  const layer = new WebGLTileLayer({
    source: new DataTileSource({ bandCount, loader: () => new Uint8Array(4) }),
    style: { color: color as never },
  });
  readTexelsOnce(layer);
  const { fragmentShader } = (
    layer as unknown as { parseStyleForRender_: () => Parsed }
  ).parseStyleForRender_();
  return fragmentShader.split('void main() {')[1]!;
}

describe('a shader that reads each texture once', () => {
  test('takes the bands of a pixel from what was read of each texture', () => {
    const main = mainOf(['array', ['band', 1], ['band', 4], ['band', 6], ['band', 7]], 7);
    expect(main).not.toContain('getBandValue');
    expect(main).toContain('vec4 texel1 = texture2D(u_tileTextures[1], v_textureCoord);');
    expect(main).toMatch(/texel0\[0\].*texel0\[3\].*texel1\[1\].*texel1\[2\]/);
  });

  test('takes the second of two bands from where textures of two bands have it', () => {
    expect(mainOf(['array', ['band', 1], ['band', 1], ['band', 1], ['band', 2]], 2)).toMatch(
      /texel0\[0\].*texel0\[3\]/,
    );
  });

  test('leaves neighbours of a pixel to OpenLayers', () => {
    const main = mainOf(['array', ['band', 1], ['band', 1, -1, 0], ['band', 1, 0, 1], 1], 3);
    expect(main.match(/getBandValue/g)).toHaveLength(2);
    expect(main).toContain('texel0[0]');
  });
});
