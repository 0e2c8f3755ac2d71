import runbook from './command.ts';

/** The same, for who says what they do: `tsops runbook run high-error-rate`. */
export default {
  ...runbook,
  name: 'runbook run',
  examples: [
    {
      command: 'tsops runbook run high-error-rate',
      explains: 'the same as tsops runbook high-error-rate',
    },
  ],
} satisfies typeof runbook;
