/** Why the local system cannot start, in one line that says what to do. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}
