/** Many requests at once in a process of their own, one node of each sleeping 50 ms: writes seconds, heap and memory as JSON. */
import { collectGarbage } from './compare.ts'
import { answerOf, compileGraph, lineOf } from './graphs.ts'

const count = 10_000
const pipeline = compileGraph(lineOf(1, 'sleep'))
// Cancellable, as a server's requests are: by one signal that closes them all.
const { signal } = new AbortController()
const run = () => pipeline.run({ question: 7 }, { signal })

await Promise.all(Array.from({ length: 200 }, run))
collectGarbage({ type: 'major' })
const startedCpu = process.cpuUsage()
const startedMs = performance.now()
const running = Array.from({ length: count }, run)
const results = await Promise.all(running)
const seconds = (performance.now() - startedMs) / 1000
const { user, system } = process.cpuUsage(startedCpu)
const cpuSeconds = (user + system) / 1e6
for (const result of results) answerOf(result)
const rssMib = process.resourceUsage().maxRSS / 1024

// Again for the heap: a collection while all of them are in flight would be part of the time above.
results.length = 0
running.length = 0
collectGarbage({ type: 'major' })
const idle = process.memoryUsage().heapUsed
const again = Array.from({ length: count }, run)
collectGarbage({ type: 'major' })
const heapKib = (process.memoryUsage().heapUsed - idle) / 1024 / count
for (const result of await Promise.all(again)) answerOf(result)
process.stdout.write(JSON.stringify({ seconds, cpuSeconds, heapKib, rssMib }))
