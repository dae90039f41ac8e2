/** Keeps zod from compiling parsers with `new Function`, which the page's policy forbids. Imported first by every entry. */
import { z } from 'zod'

z.config({ jitless: true })
