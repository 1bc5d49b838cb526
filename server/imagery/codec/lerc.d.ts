declare module 'lerc' {
  type LercImage = {
    width: number;
    height: number;
    dimCount: number;
    /** One array for each band stored by itself; the values of a pixel that has several stand together. */
    pixels: readonly ArrayLike<number>[];
    /** 1 for each pixel that is there, 0 for one that is not; null where all are. */
    mask: Uint8Array | null | undefined;
  };
  const lerc: {
    decode(data: ArrayBuffer, options: { returnPixelInterleavedDims: boolean }): LercImage;
  };
  export default lerc;
}
