/** Prints how many milliseconds a new process takes to read and open the intent model of a file. */
import { readFileSync } from 'node:fs'
import { parseIntentModel } from '../runtime/intent/model-file.ts'

const startedMs = performance.now()
parseIntentModel(new Uint8Array(readFileSync(process.argv[2] ?? '')), 'measured')
process.stdout.write(String(performance.now() - startedMs))
