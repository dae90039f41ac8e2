/**
 * Eigenvectors of a symmetric matrix: Householder reduction to tridiagonal form, then QL steps with implicit shifts
 * (Golub and Van Loan, Matrix Computations, sections 8.3.1 to 8.3.3).
 */

export interface SymmetricEigen {
  /** Descending. */
  readonly values: Float64Array
  /** vectors[i * n + j]: component i of the eigenvector of values[j]. */
  readonly vectors: Float64Array
}

/** More QL steps than any matrix needs; a guard against input that is not a number. */
const MAX_STEPS = 60

/** @param matrix n rows of n, symmetric; only read */
export function decomposeSymmetric(matrix: Float64Array, n: number): SymmetricEigen {
  const a = matrix.slice()
  const diagonal = new Float64Array(n)
  const offDiagonal = new Float64Array(n)
  // Rows of q are the basis vectors, so that a rotation of two of them walks memory in order.
  const q = new Float64Array(n * n)
  reduceToTridiagonal(a, n, diagonal, offDiagonal, q)
  diagonalise(diagonal, offDiagonal, n, q)
  const order = Array.from({ length: n }, (_, i) => i).sort(
    (i, j) => (diagonal[j] ?? 0) - (diagonal[i] ?? 0) || i - j,
  )
  const vectors = new Float64Array(n * n)
  order.forEach((from, to) => {
    for (let i = 0; i < n; i++) vectors[i * n + to] = q[from * n + i] ?? 0
  })
  return { values: Float64Array.from(order, (i) => diagonal[i] ?? 0), vectors }
}

/** Turns `a` into tridiagonal form T = Q A Q'; the rows of `q` become those of Q. */
function reduceToTridiagonal(
  a: Float64Array,
  n: number,
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  q: Float64Array,
): void {
  for (let i = 0; i < n; i++) q[i * n + i] = 1
  const v = new Float64Array(n)
  const w = new Float64Array(n)
  for (let k = 0; k < n - 1; k++) {
    const alpha = reflectColumn(a, n, k, v)
    diagonal[k] = a[k * n + k] ?? 0
    offDiagonal[k] = alpha
    let vv = 0
    for (let i = k + 1; i < n; i++) vv += (v[i] ?? 0) ** 2
    if (vv === 0) continue
    const beta = 2 / vv
    updateTrailing(a, n, k, v, w, beta)
    applyToBasis(q, n, k, v, w, beta)
  }
  if (n > 0) diagonal[n - 1] = a[n * n - 1] ?? 0
}

/** The Householder vector that clears column k below the subdiagonal; returns the new subdiagonal element. */
function reflectColumn(a: Float64Array, n: number, k: number, v: Float64Array): number {
  let tail = 0
  for (let i = k + 2; i < n; i++) tail += (a[i * n + k] ?? 0) ** 2
  const head = a[(k + 1) * n + k] ?? 0
  for (let i = k + 1; i < n; i++) v[i] = tail === 0 ? 0 : (a[i * n + k] ?? 0)
  if (tail === 0) return head
  const alpha = head > 0 ? -Math.sqrt(head * head + tail) : Math.sqrt(head * head + tail)
  v[k + 1] = head - alpha
  return alpha
}

/** A := H A H on the trailing block, H = I - beta v v', as the rank-two update A - v w' - w v'. */
function updateTrailing(
  a: Float64Array,
  n: number,
  k: number,
  v: Float64Array,
  w: Float64Array,
  beta: number,
): void {
  let vw = 0
  for (let i = k + 1; i < n; i++) {
    let sum = 0
    for (let j = k + 1; j < n; j++) sum += (a[i * n + j] ?? 0) * (v[j] ?? 0)
    w[i] = beta * sum
    vw += (w[i] ?? 0) * (v[i] ?? 0)
  }
  const half = (beta * vw) / 2
  for (let i = k + 1; i < n; i++) w[i] = (w[i] ?? 0) - half * (v[i] ?? 0)
  for (let i = k + 1; i < n; i++) {
    const vi = v[i] ?? 0
    const wi = w[i] ?? 0
    for (let j = k + 1; j < n; j++) {
      a[i * n + j] = (a[i * n + j] ?? 0) - vi * (w[j] ?? 0) - wi * (v[j] ?? 0)
    }
  }
}

/** Q := H Q; `row` is scratch. */
function applyToBasis(
  q: Float64Array,
  n: number,
  k: number,
  v: Float64Array,
  row: Float64Array,
  beta: number,
): void {
  row.fill(0)
  for (let i = k + 1; i < n; i++) {
    const vi = beta * (v[i] ?? 0)
    for (let j = 0; j < n; j++) row[j] = (row[j] ?? 0) + vi * (q[i * n + j] ?? 0)
  }
  for (let i = k + 1; i < n; i++) {
    const vi = v[i] ?? 0
    for (let j = 0; j < n; j++) q[i * n + j] = (q[i * n + j] ?? 0) - vi * (row[j] ?? 0)
  }
}

/** Drives the off-diagonal to zero from the top, rotating the rows of `q` along. */
function diagonalise(d: Float64Array, e: Float64Array, n: number, q: Float64Array): void {
  for (let l = 0; l < n; l++) {
    for (let step = 0; step < MAX_STEPS; step++) {
      let m = l
      while (m < n - 1 && !isNegligible(d, e, m)) m++
      if (m === l) break
      stepQl(d, e, n, q, l, m)
    }
  }
}

function isNegligible(d: Float64Array, e: Float64Array, m: number): boolean {
  const scale = Math.abs(d[m] ?? 0) + Math.abs(d[m + 1] ?? 0)
  return Math.abs(e[m] ?? 0) <= Number.EPSILON * scale
}

/** One QL step with Wilkinson's shift on rows l to m. */
function stepQl(d: Float64Array, e: Float64Array, n: number, q: Float64Array, l: number, m: number): void {
  const dl = d[l] ?? 0
  const el = e[l] ?? 0
  const half = ((d[l + 1] ?? 0) - dl) / (2 * el)
  const shift = dl - el / (half + (half >= 0 ? 1 : -1) * Math.hypot(half, 1))
  let g = (d[m] ?? 0) - shift
  let sine = 1
  let cosine = 1
  let moved = 0
  for (let i = m - 1; i >= l; i--) {
    const f = sine * (e[i] ?? 0)
    const b = cosine * (e[i] ?? 0)
    const r = Math.hypot(f, g)
    e[i + 1] = r
    if (r === 0) {
      // The rotation has come apart early: finish here and let the caller look for the split.
      d[i + 1] = (d[i + 1] ?? 0) - moved
      e[m] = 0
      return
    }
    sine = f / r
    cosine = g / r
    const pivot = (d[i + 1] ?? 0) - moved
    const t = ((d[i] ?? 0) - pivot) * sine + 2 * cosine * b
    moved = sine * t
    d[i + 1] = pivot + moved
    g = cosine * t - b
    rotateRows(q, n, i, cosine, sine)
  }
  d[l] = (d[l] ?? 0) - moved
  e[l] = g
  e[m] = 0
}

function rotateRows(q: Float64Array, n: number, i: number, cosine: number, sine: number): void {
  const upper = i * n
  const lower = upper + n
  for (let j = 0; j < n; j++) {
    const x = q[upper + j] ?? 0
    const y = q[lower + j] ?? 0
    q[lower + j] = sine * x + cosine * y
    q[upper + j] = cosine * x - sine * y
  }
}
