/** The Chinese texts, in a file of their own so that they load only when needed. */
import { nodesZh } from '../../nodes/messages/zh.ts'
import { errorsZh } from '../../runtime/core/errors/errors.zh.ts'
import zhCN from 'zod/v4/locales/zh-CN.js'
import type { Catalogue } from './catalogue.ts'
import type { NodeTextTable } from './node-texts.ts'
import { adaptersZh } from './zh/adapters.ts'
import { appZh } from './zh/app.ts'
import { backendsZh } from './zh/backends.ts'
import { canvasZh } from './zh/canvas.ts'
import { changesZh } from './zh/changes.ts'
import { commandsZh } from './zh/commands.ts'
import { compareZh } from './zh/compare.ts'
import { credentialsZh } from './zh/credentials.ts'
import { datasetsZh } from './zh/datasets.ts'
import { documentZh } from './zh/document.ts'
import { formsZh } from './zh/forms.ts'
import { inspectorZh } from './zh/inspector.ts'
import { knowledgeZh } from './zh/knowledge.ts'
import { outlineZh } from './zh/outline.ts'
import { paletteZh } from './zh/palette.ts'
import { pipelinesZh } from './zh/pipelines.ts'
import { sayParamsZh } from './zh/reasons.ts'
import { resourcesZh } from './zh/resources.ts'
import { routingZh } from './zh/routing.ts'
import { runsZh } from './zh/runs.ts'
import { tourZh } from './zh/tour.ts'
import { traceZh } from './zh/trace.ts'
import { uiZh } from './zh/ui.ts'

export const chinese: Catalogue = {
  adapters: adaptersZh,
  app: appZh,
  backends: backendsZh,
  canvas: canvasZh,
  changes: changesZh,
  commands: commandsZh,
  compare: compareZh,
  credentials: credentialsZh,
  datasets: datasetsZh,
  document: documentZh,
  forms: formsZh,
  inspector: inspectorZh,
  knowledge: knowledgeZh,
  outline: outlineZh,
  palette: paletteZh,
  pipelines: pipelinesZh,
  resources: resourcesZh,
  routing: routingZh,
  runs: runsZh,
  tour: tourZh,
  trace: traceZh,
  ui: uiZh,
}

export const chineseNodes: NodeTextTable = nodesZh

export const chineseErrors = errorsZh

export const fillChinese = sayParamsZh

export const chineseSchemaErrors = zhCN().localeError
