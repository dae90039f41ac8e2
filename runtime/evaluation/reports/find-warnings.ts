/** What a reader of the table has to know: named and counted. */
import { failure } from '../../core/errors/failure.ts'
import type { Failure } from '../../core/errors/failure.ts'
import type { Report } from '../../core/wire/experiments.ts'
import type { Expected } from '../../core/wire/runs.ts'
import { languageOfAnswers } from '../metrics/language-of-answers.ts'
import type { CollectedCells } from './collect-cells.ts'
import type { ReportFrame } from './report-input.ts'
import { mostSliceValues } from './slices.ts'

/** With fewer rows a difference of ten points is seldom settled. */
const fewRows = 30

interface WarningMaterial {
  readonly frame: ReportFrame
  readonly cells: CollectedCells
  readonly variants: Report['variants']
  /** Cells that are not there. */
  readonly missing: number
  /** Tags that are no slices, with their number of values. */
  readonly skippedTags: ReadonlyMap<string, number>
}

export function findWarnings(material: WarningMaterial): Report['warnings'] {
  const { frame } = material
  if (frame.rows.length === 0) return [failure('REPORT_NO_ROWS', {}).toJSON()]
  return [
    ...warnOfMissing(material),
    ...warnOfSize(frame),
    ...warnOfLabels(frame),
    ...warnOfLanguages(frame),
    ...warnOfTags(material),
    ...warnOfTypes(material.cells),
    ...warnOfFailures(material),
    ...warnOfUnscored(material),
    ...warnOfPrimary(material),
  ].map((warning) => warning.toJSON())
}

function warnOfMissing({ cells, missing }: WarningMaterial): Failure[] {
  const total = cells.variants.reduce((sum, { state }) => sum + state.length, 0)
  return [
    ...(missing > 0 ? [failure('REPORT_PARTIAL', { missing, total })] : []),
    ...(cells.ignored > 0 ? [failure('REPORT_CELLS_IGNORED', { count: cells.ignored })] : []),
  ]
}

function warnOfSize({ rows }: ReportFrame): Failure[] {
  return rows.length < fewRows ? [failure('REPORT_FEW_ROWS', { n: rows.length })] : []
}

/** Labels that some rows have and others lack; and answers, which most metrics need, also where no row has them. */
function warnOfLabels({ rows }: ReportFrame): Failure[] {
  const n = rows.length
  const countLacking = (isLabelled: (expected: Expected) => boolean) =>
    rows.filter(({ expected }) => expected === undefined || !isLabelled(expected)).length
  const answers = countLacking((expected) => expected.answers !== undefined)
  const intent = countLacking((expected) => expected.intent !== undefined)
  const documents = countLacking(({ documentIds }) => documentIds !== undefined)
  const isPartial = (missing: number) => missing > 0 && missing < n
  return [
    ...(answers === n ? [failure('REPORT_NO_ANSWERS', {})] : []),
    ...(isPartial(answers) ? [failure('REPORT_PARTLY_ANSWERED', { missing: answers, n })] : []),
    ...(isPartial(intent) ? [failure('REPORT_PARTLY_INTENT', { missing: intent, n })] : []),
    ...(isPartial(documents) ? [failure('REPORT_PARTLY_DOCUMENTS', { missing: documents, n })] : []),
  ]
}

/** By their answers: those are what metrics cut into words or characters. */
function warnOfLanguages({ rows }: ReportFrame): Failure[] {
  const languages = { en: 0, zh: 0 }
  for (const { expected } of rows) {
    const { answers = [] } = expected ?? {}
    if (answers.length > 0) languages[languageOfAnswers(answers)] += 1
  }
  return languages.en > 0 && languages.zh > 0 ? [failure('REPORT_MIXED_LANGUAGES', languages)] : []
}

function warnOfTags({ skippedTags }: WarningMaterial): Failure[] {
  return [...skippedTags].map(([tag, count]) =>
    failure('REPORT_TAG_SKIPPED', { tag, count, limit: mostSliceValues }),
  )
}

function warnOfTypes({ variants }: CollectedCells): Failure[] {
  const types = new Set(variants.flatMap(({ outputTypes }) => [...outputTypes]))
  return types.size > 1 ? [failure('REPORT_OUTPUT_TYPES', { types: [...types].sort().join(', ') })] : []
}

function warnOfFailures({ cells, variants }: WarningMaterial): Failure[] {
  const errors = new Map(cells.variants.map(({ id, firstError }) => [id, firstError]))
  return variants
    .filter(({ failed, timedOut }) => failed + timedOut > 0)
    .map(({ id, failed, timedOut }) =>
      failure('REPORT_FAILED_CELLS', { variant: id, failed, timedOut, code: errors.get(id) ?? '–' }),
    )
}

/** A variant without the step that a metric looks at has no column there, which the table shows. */
const stepMissing = new Set(['METRIC_NO_INTENT', 'METRIC_NO_DOCUMENTS'])

function warnOfUnscored({ cells, variants }: WarningMaterial): Failure[] {
  // Where nobody says prices, none are missing.
  const isPriced = variants.some(({ cost }) => cost !== null)
  const faults = new Map(cells.variants.map(({ id, faults: first }) => [id, first]))
  return variants.flatMap(({ id, unscored, quality }) =>
    Object.entries(unscored).flatMap(([metric, count]) => {
      const reason = faults.get(id)?.get(metric) ?? ''
      if (quality[metric] === undefined && stepMissing.has(reason)) return []
      if (metric === 'cost' && !isPriced) return []
      return [
        failure('REPORT_UNSCORED', { metric, count, variant: id, reason: reason === '' ? '–' : reason }),
      ]
    }),
  )
}

function warnOfPrimary({ frame, cells }: WarningMaterial): Failure[] {
  const metric = frame.experiment.definition.primaryMetric
  const hasNumber = cells.variants.some(({ scores }) => scores.has(metric))
  if (hasNumber || cells.variants.every(({ state }) => state.every((one) => one === 0))) return []
  const names = [...new Set(cells.variants.flatMap(({ scores }) => [...scores.keys()]))].sort().join(', ')
  return [failure('REPORT_PRIMARY_MISSING', { metric, names: names === '' ? '–' : names })]
}
