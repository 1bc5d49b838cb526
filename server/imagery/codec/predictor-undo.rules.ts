/**
 * Undoes TIFF's predictor 2 (differences of samples) or 3 (floats split into bytes) in place, row by row. `bytes` are
 * rows of `width` pixels with `bandCount` samples of `sampleSize` bytes, in the machine's own byte order for
 * predictor 2, as they stand in the file for predictor 3.
 */
export function undoPredictor(
  bytes: Uint8Array,
  predictor: number,
  width: number,
  bandCount: number,
  sampleSize: number,
): void {
  if (predictor === 2) {
    const { buffer, byteOffset, length } = bytes;
    if (sampleSize === 8) {
      addUpWide(new BigUint64Array(buffer, byteOffset, length / 8), width * bandCount, bandCount);
      return;
    }
    const samples =
      sampleSize === 1
        ? bytes
        : sampleSize === 2
          ? new Uint16Array(buffer, byteOffset, length / 2)
          : new Uint32Array(buffer, byteOffset, length / 4);
    addUp(samples, width * bandCount, bandCount);
  } else if (predictor === 3) joinFloats(bytes, width * bandCount, bandCount, sampleSize);
}

function addUp(samples: Uint8Array | Uint16Array | Uint32Array, rowLength: number, bandCount: number): void {
  for (let row = 0; row < samples.length; row += rowLength)
    for (let at = row + bandCount; at < row + rowLength; at++) samples[at]! += samples[at - bandCount]!;
}

function addUpWide(samples: BigUint64Array, rowLength: number, bandCount: number): void {
  for (let row = 0; row < samples.length; row += rowLength)
    for (let at = row + bandCount; at < row + rowLength; at++) samples[at]! += samples[at - bandCount]!;
}

function joinFloats(bytes: Uint8Array, rowSamples: number, bandCount: number, size: number): void {
  const rowLength = rowSamples * size;
  const row = new Uint8Array(rowLength);
  for (let start = 0; start < bytes.length; start += rowLength) {
    row.set(bytes.subarray(start, start + rowLength));
    for (let at = bandCount; at < rowLength; at++) row[at]! += row[at - bandCount]!;
    for (let sample = 0; sample < rowSamples; sample++)
      for (let byte = 0; byte < size; byte++)
        bytes[start + (sample + 1) * size - 1 - byte] = row[byte * rowSamples + sample]!;
  }
}
