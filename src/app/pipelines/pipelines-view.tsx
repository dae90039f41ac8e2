/** `#/pipelines`: every pipeline; `#/pipelines/templates`: whole ones to start from. */
import { lazyComponent } from '../../ui/lazy-component.ts'
import { PipelineList } from './pipeline-list.tsx'

const TemplateGallery = lazyComponent(
  async () => (await import('../templates/template-gallery.tsx')).TemplateGallery,
)

export function PipelinesView({ parts }: { parts: readonly string[] }) {
  return parts[0] === 'templates' ? <TemplateGallery /> : <PipelineList />
}
