import { parameterPrefix } from '../../contracts/runtime-config';

/** Whether a resource's name is one of `dev`: the stacks give it, or CloudFormation begins it with the stack's. */
export const isOfDev = (name: string): boolean =>
  name.startsWith(parameterPrefix('dev')) || /^(\/aws\/lambda\/)?manga-assist-dev(-|$)/.test(name);
