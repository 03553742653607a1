import type { Evidence } from './evidence';

/** What only a fault could see: a token after its end, a page twice. */
export const faultsFoundNothing = ({ windows }: Pick<Evidence, 'windows'>) =>
  windows.flatMap(({ fault, findings }) => findings.map((finding) => `${fault.name}: ${finding}`));
