import { type Causes, fine, notNegative, wrong } from './causes.ts';

/** A number of pods, or a share of them such as `25%` (apimachinery pkg/util/intstr). */
export type Amount = number | string;

const percentForm = /^([0-9]+)%$/;

/** What is wrong with an amount that may be zero (ValidatePositiveIntOrPercent and IsNotMoreThan100Percent). */
export function amountCauses(path: string, amount: Amount | undefined): Causes {
  if (amount === undefined) return fine;
  if (typeof amount === 'number') return notNegative(path, amount);
  const percent = percentForm.exec(amount)?.[1];
  if (percent === undefined) {
    const sentence = "a valid percent string must be a numeric string followed by an ending '%'";
    return [wrong(path, amount, `${sentence} (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')`)];
  }
  return Number(percent) > 100 ? [wrong(path, amount, 'must not be greater than 100%')] : fine;
}

/** The amount of so many; shares are rounded up unless it says otherwise (GetScaledValueFromIntOrPercent). */
export function amountOf(amount: Amount, total: number, round: (share: number) => number = Math.ceil): number {
  return typeof amount === 'number' ? amount : round((Number.parseInt(amount, 10) * total) / 100);
}
