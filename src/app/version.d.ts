/** Put in by the build from package.json. */
declare const __SIGNALBOX_VERSION__: string
