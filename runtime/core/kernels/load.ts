/** From the embedded bytes of a kernel to its functions. Compiled at once: the modules are under 1 kB. */

/** Instantiates a kernel over `memory`; undefined where WebAssembly SIMD is missing or not allowed. */
export function loadKernel(base64: string, memory: WebAssembly.Memory): WebAssembly.Exports | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    return new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } }).exports
  } catch (error) {
    if (error instanceof WebAssembly.CompileError || error instanceof ReferenceError) return undefined
    throw error
  }
}

const PAGE_BYTES = 65_536

/** A memory of at least `bytes`; undefined where there is no WebAssembly or not that much memory. */
export function createMemory(bytes: number): WebAssembly.Memory | undefined {
  try {
    return new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) || 1 })
  } catch (error) {
    if (error instanceof RangeError || error instanceof ReferenceError) return undefined
    throw error
  }
}
