/** `intent train`, `intent eval` and `intent predict`: intent models as files. */
import type { Command } from 'commander'
import { formatPoints } from '../../evaluation/reports/format-figures.ts'
import type { CommandIo } from '../command-io.ts'
import { parseInteger } from '../parse-number.ts'

export function registerIntent(program: Command, io: CommandIo): void {
  const intent = program.command('intent').summary('intent models as files')
  registerTrain(intent, io)
  registerEval(intent, io)
  registerPredict(intent, io)
}

function registerTrain(intent: Command, io: CommandIo): void {
  intent
    .command('train')
    .summary('train and calibrate a model')
    .requiredOption('--data <file>', 'utterances: JSON Lines or CSV with text, intent and split')
    .requiredOption('--out <file>', 'the model file to write')
    .option('--split <name>', 'rows to train on', 'train')
    .option('--seed <number>', 'seed', parseInteger, 1)
    .action(async (flags: { data: string; out: string; split: string; seed: number }) => {
      const { trainIntentFile } = await import('../intent/train-intent-file.ts')
      const result = await trainIntentFile(flags, (share, label) => io.progress(share, label))
      const { examples, intents, trainSeconds, modelBytes, calibration } = result
      io.print(
        result,
        () =>
          `${flags.out}: ${examples} utterances, ${intents} intents, ${modelBytes} bytes, ${trainSeconds.toFixed(1)} s; ` +
          `out-of-fold calibration error ${(100 * calibration.ece).toFixed(1)} %.`,
      )
    })
}

function registerEval(intent: Command, io: CommandIo): void {
  intent
    .command('eval')
    .summary('accuracy, calibration and text out of scope')
    .requiredOption('--model <file>', 'a model file of "intent train"')
    .requiredOption('--data <file>', 'utterances: JSON Lines or CSV with text, intent and split')
    .option('--split <name>', 'rows to evaluate on', 'test')
    .action(async (flags: { model: string; data: string; split: string }) => {
      const { evaluateIntentFile } = await import('../intent/evaluate-intent-file.ts')
      const result = await evaluateIntentFile(flags)
      const { n, accuracy, macroF1, ece, logLoss, oos, latencyUs, unknownIntents } = result
      if (unknownIntents.length > 0) {
        io.say(`The model does not know ${unknownIntents.join(', ')}; their utterances count as wrong.`)
      }
      io.print(result, () =>
        [
          `n ${n}, accuracy ${percent(accuracy)}, macro-F1 ${formatPoints(macroF1)}, ECE ${percent(ece)}, log loss ${logLoss.toFixed(3)}`,
          ...(oos === null
            ? []
            : [
                `out of scope: n ${oos.n}, AUROC ${percent(oos.auroc)}, recall at 95 % accepted ${percent(oos.recallAt95)}`,
              ]),
          `prediction p50 ${latencyUs.p50.toFixed(0)} µs, p99 ${latencyUs.p99.toFixed(0)} µs`,
        ].join('\n'),
      )
    })
}

function registerPredict(intent: Command, io: CommandIo): void {
  intent
    .command('predict')
    .summary('the intent of a text, with its confidence')
    .argument('<text...>', 'one or more texts')
    .requiredOption('--model <file>', 'a model file of "intent train"')
    .action(async (texts: string[], flags: { model: string }) => {
      const { predictIntents } = await import('../intent/predict-intents.ts')
      const predicted = await predictIntents(flags.model, texts)
      io.print(predicted, () =>
        predicted
          .map(
            ({ text, intent: name, confidence, margin, outOfScope }) =>
              `${name ?? '(none)'}  ${percent(confidence)}, margin ${percent(margin)}${outOfScope ? ', out of scope' : ''}  ${text}`,
          )
          .join('\n'),
      )
    })
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`
