/**
 * Something that whoever runs the server can mend: a wrong setting, a database that refuses, a taken port.
 * Its message is shown as it stands, without a stack, so it says what is wrong and what to do.
 */
export class OperatorError extends Error {
  override name = 'OperatorError'
}
