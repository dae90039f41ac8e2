/** Weights as bytes: each row of the layer has a scale of its own. */

export interface QuantisedRows {
  readonly scales: Float32Array
  /** −127 to 127, row-major. */
  readonly values: Int8Array
}

const largest = 127

export function quantiseRows(matrix: Float32Array, columns: number): QuantisedRows {
  const scales = new Float32Array(matrix.length / columns)
  const values = new Int8Array(matrix.length)
  for (let row = 0; row < scales.length; row += 1) {
    const own = matrix.subarray(row * columns, (row + 1) * columns)
    const scale = own.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0) / largest
    scales[row] = scale
    if (scale > 0) own.forEach((value, i) => (values[row * columns + i] = Math.round(value / scale)))
  }
  return { scales, values }
}

export function restoreRows({ scales, values }: QuantisedRows): Float32Array {
  const columns = values.length / scales.length
  return Float32Array.from(values, (value, i) => value * (scales[Math.floor(i / columns)] ?? 0))
}
