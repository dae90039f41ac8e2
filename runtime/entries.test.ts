import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const { exports: entries, bin } = z
  .object({ exports: z.record(z.string(), z.unknown()), bin: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')))

/** Entry to its source file. */
const sources = Object.entries(entries).flatMap(([entry, target]) => {
  const types = z.object({ types: z.string() }).safeParse(target)
  return types.success
    ? [[entry, types.data.types.replace('./dist/', '').replace('.d.ts', '.ts')] as const]
    : []
})

/** All names that an entry exports, types among them. Entries export by name and never `*`. */
function exportedNames(file: string): string[] {
  const text = read(file)
  const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list = '']) =>
    list.split(',').map((name) => name.trim().replace(/^.* as /, '')),
  )
  const own = [...text.matchAll(/^export (?:async )?(?:const|function|class|interface|type) (\w+)/gm)].map(
    ([, name = '']) => name,
  )
  return [...lists, ...own].filter((name) => name !== '').sort()
}

/** Modules that a file loads when it is imported, with everything those load. */
function loadedModules(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const text = read(file)
  const specifiers = [
    ...text.matchAll(/^(?:import|export)(?! type)[^'"]*?from '([^']+)'/gm),
    ...text.matchAll(/^import '([^']+)'/gm),
  ].map(([, specifier = '']) => specifier)
  for (const specifier of specifiers) {
    if (specifier.startsWith('.')) loadedModules(relative(root, join(root, dirname(file), specifier)), seen)
    else seen.add(specifier)
  }
  return seen
}

describe('entries', () => {
  it('of package.json have a source each', () => {
    for (const [entry, file] of sources) expect(existsSync(join(root, file)), entry).toBe(true)
    for (const target of Object.values(bin))
      expect(existsSync(join(root, target.replace('./dist/', '').replace('.js', '.ts')))).toBe(true)
    expect(sources.map(([entry]) => entry)).toContain('.')
  })

  it('export nothing but what they list by name', () => {
    for (const [, file] of sources) expect(read(file)).not.toMatch(/^export \*/m)
  })

  it('export these names', () => {
    expect(Object.fromEntries(sources.map(([entry, file]) => [entry, exportedNames(file).join(' ')])))
      .toMatchInlineSnapshot(`
        {
          ".": "Admission Admit Answer CompileOptions CompiledPipeline DecisionRecord DocumentIssue EarlierRun EdgeRecord ErrorCode Failure FailureData IntentValue Json Locale Message NodeContext NodeDefinition NodePolicy NodeRecord PipelineDocument Port PortType RetrievedDocument RunOptions RunResult RunStatus RunTiming RunView Services TraceEvent collectReuse compile createNodeRegistry defineNode emptyRunView errorCatalogue failure hashPipeline localiseFailure migratePipeline parsePipeline port reduceTrace validatePipeline",
          "./browser": "BrowserRuntimeOptions Runtime WeightsSource createBrowserRuntime openMemoryStores",
          "./client": "ClientOptions SignalboxClient createClient",
          "./editor": "EditorFeatures EditorHandle EditorNode EditorWorkers HostCommand HostPlace ListedPipeline Locale NewResource NodeCardDesign NodeCardProps NodeWithCard PageBank PageIndex PageIntents PageResources PipelineEditor PipelineEditorProps PipelineLibrary PipelineVersion PngOptions Resource ResourceKind ResourceProvider ResourceWork RunHistoryPage Runner RunnerRequest ServerRunnerOptions Theme createHttpRunner createServerRunner",
          "./element": "DefineElementOptions defineSignalboxElement",
          "./evaluation": "ArmResults BootstrapOptions Cell ComparisonPhrases DatasetRow Estimate Expected ExperimentOutcome ExperimentSummary ExperimentVariant GateOutcome Interval JudgeOptions LatencyPartColumns LatencyParts MeanIntervalOptions Metric ObservedEffect OpenInterval Pairs PermutationOptions QuantileDifference QuantileIntervalOptions Report ReportBuilder ReportCell ReportFormat ReportFrame ReportInput ReportRow RoutingRule RunExperimentOptions Sample SampleScores ScoreFault SentenceStyle SimulatedFigures SimulatedRequests SimulatedVariants SimulationCurve SlicePhrase ThresholdSimulation Thresholds ValuesByRow Verdict VerdictPhrase abcInterval abstention answerF1 bestArm bootstrapBca buildReport checkGate cmrcExactMatch cmrcF1 compareVariants containment coverage createReportBuilder createSimulation describeComparison describeVerdict drawEffects drawEffectsByIntent drawPareto drawParts estimateMean estimateQuantile estimateShare exactMatch fewestPairs fewestPairsFor holm judge mcnemarExact meanLatencyParts metricTable ndcgAtK pairedBootstrap pairedMeanInterval pairedPermutation pairedQuantileDifferences pairedShareInterval quantile quantileInterval recallAtK reciprocalRank regret renderMarkdownTables renderReport reportFormats reportMediaTypes requestsOfScores rougeL routeAccuracy rowsToSettle runExperiment sayComparison sayComparisons sayVerdict scoreMeanInterval scoreSample wilsonInterval",
          "./langchain": "PipelineInputs PipelineOutputs PipelineRunnableOptions fromChatModel fromEmbeddings fromRetriever fromRunnable toRunnable",
          "./node": "AllowedOrigin CredentialReader EgressOptions RunningServer Runtime RuntimeOptions ServerOptions createEgressClient createRuntime createServer lockDataDirectory openMemoryStores openSqliteStores readAllowedOrigins",
          "./nodes": "BuiltinNodeType adapterBank bm25Retriever builtinNodes chatModel conditionRouter contextBuilder denseRetriever hybridRetriever input intentClassifier map merge output prompt reader runnable subPipeline template",
          "./testing": "AdapterShape BackendUnderTest FakeClock MigrationSample NodeRun NodesUnderTest Random RunNodeOptions ScriptedBackend ScriptedBackendOptions ScriptedReply createFakeClock createRandom createScriptedBackend describeBackend describeNodes describeStores makeAdapterFiles runNode",
          "./worker": "ServeRunsOptions serveRuns",
        }
      `)
  })

  it.each([['.'], ['./nodes'], ['./browser'], ['./client'], ['./evaluation']])(
    '%s runs in a page: it loads nothing of Node and no framework',
    (entry) => {
      const file = sources.find(([name]) => name === entry)?.[1] ?? ''
      const loaded = [...loadedModules(file)]
      expect(loaded.length).toBeGreaterThan(10)
      const outside = loaded.filter((module) => !module.endsWith('.ts'))
      expect(outside.filter((module) => module.startsWith('node:') || module.includes('langchain'))).toEqual(
        [],
      )
    },
  )
})
