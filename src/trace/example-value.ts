/** A value of each port type to begin with where no run has left one. */
import type { PortType } from '../../runtime/core/node/ports.ts'
import type { Json } from '../../runtime/core/values.ts'

export function exampleValue(type: PortType): Json {
  switch (type) {
    case 'text':
      return ''
    case 'messages':
      return [{ role: 'user', content: '' }]
    case 'documents':
      return [{ id: 'doc#0', documentId: 'doc', title: '', text: '', source: { start: 0, end: 0 }, score: 1 }]
    case 'intent':
      return {
        label: null,
        confidence: 1,
        margin: 1,
        runnerUp: null,
        top: [],
        outOfScope: false,
        model: 'typed',
      }
    case 'decision':
      return {
        node: '',
        kind: 'bank',
        outcome: 'base',
        intent: null,
        confidence: null,
        margin: null,
        runnerUp: null,
        threshold: null,
        marginThreshold: null,
        abstained: false,
        reason: 'forced',
        rule: null,
        port: 'answer',
        bank: null,
        alias: null,
        adapter: null,
        model: null,
      }
    case 'answer':
      return { text: '', citations: [], abstained: false, adapter: null, model: 'typed' }
    case 'number':
      return 0
    case 'boolean':
      return true
    case 'json':
    case 'any':
      return {}
  }
}
