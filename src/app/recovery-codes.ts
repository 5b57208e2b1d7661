import { foldCode, sha256, typedCode } from '../ids.ts';

const HOW_MANY = 8;

/** Codes to write down, and what is kept of them. */
export function newCodes(): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: HOW_MANY }, () => typedCode(4));
  return { codes, hashes: codes.map(hashOfCode) };
}

/** What is kept of a code, however it is typed. */
export const hashOfCode = (code: string) => sha256(foldCode(code));
