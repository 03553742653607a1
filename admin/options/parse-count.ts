import { InvalidArgumentError } from 'commander';

/** A whole number from 1. */
export const parseCount = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('must be a whole number from 1.');
  return value;
};
