import type { CSSOptions, Plugin } from 'vite'

type PostcssOptions = Exclude<NonNullable<CSSOptions['postcss']>, string>

export const guardStyles: NonNullable<PostcssOptions['plugins']>[number]

export const renameFlow: Plugin
