import type { ErrorTable } from './error-table.ts'

export const bankErrors = {
  ADAPTER_NOT_FOUND: {
    status: 404,
    message: 'Bank "{bank}" has no adapter "{adapter}". Choose one of its list.',
  },
  ADAPTER_IN_USE: {
    status: 409,
    message: 'Adapter "{adapter}" serves the alias "{alias}". Point the alias elsewhere first.',
  },
  ADAPTER_NO_EFFECT: {
    status: 422,
    message:
      'Adapter "{adapter}" changes nothing: with and without it the model scores alike. Train it again.',
  },
  ALIAS_NOT_FOUND: { status: 404, message: 'Bank "{bank}" has no alias "{alias}". Choose one of its list.' },
  BACKEND_NOT_FOUND: {
    status: 404,
    message:
      'There is no backend "{backend}" here. Choose another, make one of this name under Settings, or give it to createRuntime.',
  },
  BACKEND_WRONG_LANGUAGE: {
    status: 422,
    message:
      'Backend "{backend}" does not answer in "{language}", only in: {known}. Choose another language or backend.',
  },
  BACKEND_CANNOT_TRAIN: {
    status: 422,
    message:
      'Bank "{bank}" is on backend "{backend}", on which no adapters are trained here. Add one from its files.',
  },
  BACKEND_WITHOUT_ADAPTERS: {
    status: 422,
    message:
      'Backend "{backend}" serves its base model alone. For adapters choose a bank on a backend that takes them.',
  },
  BACKEND_ADAPTERS_OFF: {
    status: 422,
    message:
      'The engine of backend "{backend}" loads no adapters while it runs. Start it with --enable-lora and VLLM_ALLOW_RUNTIME_LORA_UPDATING=True.',
  },
  BACKEND_FOLDER_UNSEEN: {
    status: 422,
    message:
      'The engine of backend "{backend}" finds no adapter at {path}. Let it see the folder of this server there, or say in the settings of the backend where it sees it.',
  },
  BACKEND_FOLDER_UNWRITTEN: {
    status: 507,
    message:
      'The adapter for backend "{backend}" cannot be written to {path}: {reason}. Make room there, or let this server write there.',
  },
  BACKEND_MODEL_UNKNOWN: {
    status: 422,
    message:
      'The engine at {origin} does not serve "{model}". It serves: {served}. Write one of these, or the address of another engine.',
  },
  BACKEND_MODEL_UNCLEAR: {
    status: 422,
    message:
      'The engine at {origin} serves several models: {served}. Write which one the backend stands for.',
  },
  BACKEND_LISTS_NOTHING: {
    status: 502,
    message: '{origin} answers, but lists no models. Check that the address ends in the version, as in …/v1.',
  },
  BACKEND_OF_PROGRAM: {
    status: 409,
    message: 'Backend "{backend}" comes with this program. Change it where the program makes it.',
  },
  BACKEND_IN_USE: {
    status: 409,
    message: 'Backend "{backend}" serves these banks: {banks}. Remove them first.',
  },
  BACKENDS_NOT_KEPT: {
    status: 501,
    message:
      'This program makes no backends. Make "{backend}" on a Signalbox server, or give it to createRuntime.',
  },
  NO_QUESTIONS: {
    status: 422,
    message:
      'Bank "{bank}" has {count} usable labelled questions for this adapter; it takes {minimum}. Add some under Adapters.',
  },
} as const satisfies ErrorTable
