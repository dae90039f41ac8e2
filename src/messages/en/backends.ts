/** What generates answers: the engines that a server reaches over HTTP. */
export const backendsEn = {
  title: 'Backends',
  summary:
    'What generates answers. Beside those that come with the server, an engine that you run can be one: by its address.',
  create: 'New backend',
  base: 'Base model',
  reached: 'Reached',
  banks: 'Banks',
  change: 'Change',
  changeNamed: 'Change {id}',
  removeNamed: 'Remove {id}',
  removeText:
    'The engine itself goes on running. Pipelines work again when there is a backend of this name again.',
  removeInUse:
    '{n, plural, one {A bank is on it. Remove the bank first:} other {# banks are on it. Remove these first:}}',
  nameHelp: 'What banks and pipelines call it.',
  nameInvalid: 'Small letters, digits and hyphens, at most 64.',
  engine: 'Engine',
  engineOpenai: 'OpenAI-compatible',
  engineOpenaiHelp: 'llama.cpp, Ollama, SGLang and others: answers with its base model.',
  engineVllm: 'vLLM',
  engineVllmHelp: 'Loads the adapters of banks while it runs.',
  address: 'Address',
  addressHelp:
    'Of its API, up to and with the version. An operator lets the server reach it with SIGNALBOX_EGRESS_ALLOW.',
  addressInvalid: 'Is no web address. Write it like http://127.0.0.1:8000/v1.',
  addressCut: 'Leave out what begins with ? or #: a key is kept as a credential.',
  model: 'Model',
  modelHelp: 'The base model, as the engine names it. Empty: the only one that it serves.',
  modelInvalid: 'At most 400 characters.',
  credential: 'Credential',
  credentialHelp: 'Sent along, where the engine asks for a key. It has to be saved for this address.',
  credentialInvalid: 'No credential is called so: small letters, digits and hyphens, at most 64.',
  folder: 'Adapters, as the engine sees them',
  folderHelp:
    'The server writes adapters into the folder adapters of its data directory. Empty: the engine sees it at the same path.',
  folderInvalid: 'Write the whole path, beginning with /.',
} as const
