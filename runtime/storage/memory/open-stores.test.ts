import { describeStores } from '../../testing/store-conformance.ts'
import { openMemoryStores } from './open-stores.ts'

describeStores('memory', () => Promise.resolve(openMemoryStores()))
