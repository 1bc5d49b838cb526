import type { GeoTIFFImage } from 'geotiff';
import type { Loader } from 'ol/source/DataTile.js';
import GeoTIFF from 'ol/source/GeoTIFF.js';
import type TileGrid from 'ol/tilegrid/TileGrid.js';

/** A GeoTIFF as a source of tiles, of which more can be had and changed than OpenLayers offers. */
export abstract class OpenGeoTiff extends GeoTIFF {
  /** All images of the file; none before its directories were read. */
  protected images: readonly GeoTIFFImage[] = [];

  /**
   * What loads the tiles, given what OpenLayers would load them by. Called once, when the images are known; what it
   * throws becomes the error of the source.
   */
  protected abstract loaderInsteadOf(own: Loader): Loader;

  /** Has the tiles that are made from now on smoothed, or keep their pixels. */
  protected smoothTiles(interpolate: boolean): void {
    this.tileOptions = { ...this.tileOptions, interpolate };
  }

  /** Lays the tiles, those that are there already too, on another grid. */
  protected layOnGrid(grid: TileGrid): void {
    this.tileGrid = grid;
    this.changed();
  }

  /** OpenLayers calls this with the images before it sets its loader, and tells them nowhere else. */
  override determineTransformMatrix(sources: GeoTIFFImage[][]): void {
    super.determineTransformMatrix(sources);
    this.images = sources.flat();
  }

  protected override setLoader(own: Loader): void {
    super.setLoader(this.loaderInsteadOf(own));
  }
}
