/** Language, theme, and what this is. */
import { useMessages } from '../messages/messages-context.tsx'
import { locales } from '../messages/locale.ts'
import { hrefOf } from '../session/navigation.ts'
import { Card, Page } from '../ui/page.tsx'
import { Select } from '../ui/select.tsx'
import { BackendsCard } from './backends-card.tsx'
import { CredentialsCard } from './credentials-card.tsx'
import { useSettings } from './settings-context.tsx'
import styles from './settings-view.module.css'

export function SettingsView() {
  const say = useMessages()
  const { theme, locale, setTheme, setLocale } = useSettings()
  return (
    <Page title={say('app.settings')} bodyClassName={styles['body']}>
      <Card title={say('app.appearance')} className={styles['card']}>
        <div className={styles['pair']}>
          <Select
            label={say('app.language')}
            items={locales.map(({ id, name }) => ({ id, label: name }))}
            value={locale}
            onChange={setLocale}
          />
          <Select
            label={say('app.theme')}
            items={[
              { id: 'system', label: say('app.themeSystem') },
              { id: 'light', label: say('app.themeLight') },
              { id: 'dark', label: say('app.themeDark') },
            ]}
            value={theme}
            onChange={setTheme}
          />
        </div>
      </Card>
      <BackendsCard />
      <CredentialsCard />
      <Card title={say('app.about')} className={styles['card']}>
        <p>{say('app.aboutText')}</p>
        <p>
          <a href={hrefOf('tour')}>{say('tour.take')}</a>
        </p>
        <p>
          {say('app.version')} {__SIGNALBOX_VERSION__}
        </p>
      </Card>
    </Page>
  )
}
