/** Whole pipelines to start from, each with a drawing, what it shows, and what to ask it first. */
import { ArrowLeft, LayoutTemplate } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import { navigateTo } from '../../session/navigation.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, Page } from '../../ui/page.tsx'
import type { Template } from './template.ts'
import { listNeeds } from './template.ts'
import { TemplateDrawing } from './template-drawing.tsx'
import styles from './templates.module.css'
import { listTemplates } from './templates.ts'
import type { Stock } from './use-stock.ts'
import { hasNeed, useStock } from './use-stock.ts'
import { UseTemplateDialog } from './use-template-dialog.tsx'

export function TemplateGallery() {
  const say = useMessages()
  const locale = useLocale()
  const templates = useMemo(() => listTemplates(locale), [locale])
  const stock = useStock()
  const [chosen, setChosen] = useState<Template | null>(null)
  return (
    <Page
      title={say('pipelines.templates')}
      summary={say('pipelines.templatesSummary')}
      actions={
        <Button variant="quiet" icon={ArrowLeft} onPress={() => navigateTo('pipelines')}>
          {say('pipelines.all')}
        </Button>
      }
    >
      <div className={styles['gallery']}>
        {templates.map((template) => (
          <TemplateCard
            key={template.id}
            template={template}
            stock={stock}
            onUse={() => setChosen(template)}
          />
        ))}
      </div>
      {chosen === null || stock === null ? null : (
        <UseTemplateDialog key={chosen.id} template={chosen} stock={stock} onClose={() => setChosen(null)} />
      )}
    </Page>
  )
}

interface TemplateCardProps {
  readonly template: Template
  /** Null while it is loading. */
  readonly stock: Stock | null
  readonly onUse: () => void
}

function TemplateCard({ template, stock, onUse }: TemplateCardProps) {
  const say = useMessages()
  const { title, summary, shows, questions, document } = template
  const lacks = stock !== null && listNeeds(document).some((need) => !hasNeed(stock, need))
  const steps = document.nodes.map(({ name, type }) => name ?? type).join(' → ')
  return (
    <Card
      className={styles['card']}
      title={title}
      end={lacks ? <Badge tone="caution">{say('pipelines.lacks')}</Badge> : null}
    >
      <TemplateDrawing document={document} label={say('pipelines.steps', { name: title, steps })} />
      <p>{summary}</p>
      <div>
        <h3>{say('pipelines.templateShows')}</h3>
        <p className={styles['soft']}>{shows}</p>
      </div>
      <div>
        <h3>{say('pipelines.tryAsking')}</h3>
        <ul className={styles['questions']}>
          {questions.map((question) => (
            <li key={question}>{question}</li>
          ))}
        </ul>
      </div>
      <div className={styles['use']}>
        <Button
          icon={LayoutTemplate}
          isDisabled={stock === null}
          aria-label={say('pipelines.useNamed', { name: title })}
          onPress={onUse}
        >
          {say('pipelines.use')}
        </Button>
      </div>
    </Card>
  )
}
