import type { CSSOptions } from 'vite'

type PostcssOptions = Exclude<NonNullable<CSSOptions['postcss']>, string>

export const guardStyles: NonNullable<PostcssOptions['plugins']>[number]
