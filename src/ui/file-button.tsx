/** A button that asks for files. */
import type { ReactNode } from 'react'
import { FileTrigger } from 'react-aria-components'
import type { ButtonProps } from './button.tsx'
import { Button } from './button.tsx'

export interface FileButtonProps extends Pick<ButtonProps, 'variant' | 'icon' | 'isSmall' | 'isDisabled'> {
  /** Endings with their dot, e.g. `.csv`. */
  readonly endings: readonly string[]
  readonly allowsMultiple?: boolean
  readonly onFiles: (files: readonly File[]) => void
  readonly children: ReactNode
}

export function FileButton({ endings, allowsMultiple, onFiles, children, ...rest }: FileButtonProps) {
  return (
    <FileTrigger
      acceptedFileTypes={[...endings]}
      allowsMultiple={allowsMultiple === true}
      onSelect={(files) => {
        if (files !== null && files.length > 0) onFiles([...files])
      }}
    >
      <Button {...rest}>{children}</Button>
    </FileTrigger>
  )
}
