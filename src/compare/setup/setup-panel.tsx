/** What the experiment is and what it was pinned to, so that anyone can run it again. */
import type { ReactNode } from 'react'
import type { ExperimentSummary, Manifest, Variant } from '../../../runtime/core/wire/experiments.ts'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import { formatCount, formatDuration } from '../../ui/format-number.ts'
import { hrefOf } from '../../session/navigation.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/page.tsx'
import { metricTitle } from '../../runs/metric-title.ts'
import { useDatasetName } from '../use-dataset-name.ts'
import styles from './setup.module.css'
import { useOverrideTexts } from './use-override-texts.ts'

export function SetupPanel({ experiment }: { experiment: ExperimentSummary }) {
  const say = useMessages()
  const { definition, manifest } = experiment
  return (
    <div className={styles['setup']}>
      <Card title={say('compare.runSettings')}>
        <DefinitionFacts experiment={experiment} />
      </Card>
      {definition.variants.map((variant) => (
        <VariantFacts
          key={variant.id}
          variant={variant}
          isBaseline={variant.id === definition.baseline}
          pinned={manifest?.variants[variant.id]}
        />
      ))}
    </div>
  )
}

function DefinitionFacts({ experiment: { definition, manifest } }: { experiment: ExperimentSummary }) {
  const say = useMessages()
  const locale = useLocale()
  const datasetName = useDatasetName()
  const count = (value: number) => formatCount(value, locale)
  return (
    <Facts
      facts={[
        [
          say('compare.dataset'),
          <a key="dataset" href={hrefOf('datasets', definition.dataset)}>
            {datasetName(definition.dataset)}
          </a>,
        ],
        [say('compare.primaryMetric'), metricTitle(definition.primaryMetric, say)],
        ...(definition.limit === undefined ? [] : [[say('compare.limit'), count(definition.limit)] as const]),
        [say('compare.repetitions'), count(definition.repetitions)],
        [say('compare.concurrency'), count(definition.concurrency)],
        [say('compare.warmUp'), count(definition.warmUp)],
        [say('compare.timeout'), formatDuration(definition.rowTimeoutMs, locale)],
        [say('compare.retries'), count(definition.retries)],
        [say('compare.seed'), String(definition.seed)],
        ...(manifest === null
          ? []
          : ([
              [say('compare.datasetVersion'), <Hash key="version" hash={manifest.datasetVersion} />],
              [say('compare.manifest'), <Hash key="manifest" hash={manifest.hash} />],
              [
                say('compare.software'),
                `Signalbox ${manifest.software.signalbox}, ${manifest.software.runtime}`,
              ],
            ] as const)),
      ]}
    />
  )
}

interface VariantFactsProps {
  readonly variant: Variant
  readonly isBaseline: boolean
  readonly pinned: Manifest['variants'][string] | undefined
}

function VariantFacts({ variant, isBaseline, pinned }: VariantFactsProps) {
  const say = useMessages()
  const textOf = useOverrideTexts(variant)
  const forced = Object.entries(variant.force).map(
    ([bank, alias]) =>
      `${bank}: ${alias === null ? say('compare.routeBase') : say('compare.routeAlias', { alias })}`,
  )
  const changes = [
    ...forced,
    ...(variant.oracle === undefined ? [] : [`${variant.oracle}: ${say('compare.routeOracle')}`]),
    ...variant.overrides.map(textOf),
  ]
  const versions = [
    ...Object.entries(pinned?.indexes ?? {}).map(
      ([id, version]) => [`${say('runs.pinIndex')} ${id}`, version] as const,
    ),
    ...Object.entries(pinned?.intents ?? {}).map(
      ([id, version]) => [`${say('runs.pinIntents')} ${id}`, version] as const,
    ),
  ]
  const adapters = Object.entries(pinned?.banks ?? {}).flatMap(([, aliases]) => Object.entries(aliases))
  return (
    <Card
      title={variant.name}
      end={isBaseline ? <Badge tone="accent">{say('compare.baseline')}</Badge> : undefined}
    >
      <Facts
        facts={[
          [
            say('compare.pipeline'),
            <a key="pipeline" href={hrefOf('build', variant.pipeline)}>
              {variant.pipeline}
            </a>,
          ],
          ...(pinned === undefined
            ? []
            : [[say('runs.pinRevision'), <Hash key="revision" hash={pinned.revision} />] as const]),
          ...(changes.length === 0
            ? []
            : [[say('compare.differs'), <Lines key="changes" lines={changes} />] as const]),
          ...versions.map(([id, version]) => [id, <code key={id}>{version}</code>] as const),
          ...adapters.map(([alias, adapter]) => [alias, <code key={alias}>{adapter}</code>] as const),
        ]}
      />
    </Card>
  )
}

function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles['facts']}>
      {facts.map(([term, fact]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function Hash({ hash }: { hash: string }) {
  return <code title={hash}>{hash.slice(0, 12)}</code>
}
