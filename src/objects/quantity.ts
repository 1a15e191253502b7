const suffixes: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const shape = /^([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))(?:[eE]([+-]?[0-9]+)|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei))?$/;

/** The number that a quantity such as `100m`, `1.5Gi` or `2e3` stands for; NaN when it is not one (apimachinery resource.Quantity). */
export function quantity(text: string | number): number {
  const match = shape.exec(String(text));
  if (!match) return NaN;
  const [, digits = '', exponent = '0', suffix = ''] = match;
  return Number(digits) * 10 ** Number(exponent) * (suffixes[suffix] ?? NaN);
}

/** A quantity in thousandths, as a whole number, so that sums do not depend on their order; rounded up as in Kubernetes. */
export function milliQuantity(text: string | number): number {
  return Math.ceil(quantity(text) * 1000 - 1e-6);
}

const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const nano = 1_000_000_000n;

const formatWrong = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const numericWrong = 'unable to parse numeric part of quantity';
const suffixWrong = "unable to parse quantity's suffix";

/** Why a text is no quantity, in Go's words; nothing when it is one. */
export function quantityFault(text: string): string | undefined {
  if (shape.test(text)) return undefined;
  const match = /^[+-]?([0-9]*(?:\.[0-9]*)?)[eEinumkKMGTP]*[-+]?[0-9]*$/.exec(text);
  if (!match || text === '') return formatWrong;
  return /[0-9]/.test(match[1] ?? '') ? suffixWrong : numericWrong;
}

/** In billionths, as Kubernetes keeps quantities at most; what is finer is rounded up. */
function nanosOf(digits: string, exponent: number, unit: bigint): bigint {
  const [whole = '', fraction = ''] = digits.replace(/^[+-]/, '').split('.');
  const scale = exponent - fraction.length + 9;
  const number = BigInt(whole + fraction || '0') * unit;
  if (scale >= 0) return number * 10n ** BigInt(scale);
  const divisor = 10n ** BigInt(-scale);
  return (number + divisor - 1n) / divisor;
}

function inThousands(nanos: bigint, write: (step: number) => string): string {
  let number = nanos;
  let step = 0;
  for (; step < decimalSuffixes.length - 1 && number % 1000n === 0n; step++) number /= 1000n;
  return `${number}${write(step)}`;
}

function in1024s(nanos: bigint): string {
  let number = nanos / nano;
  let step = 0;
  for (; step < binarySuffixes.length - 1 && number % 1024n === 0n; step++) number /= 1024n;
  return `${number}${binarySuffixes[step] ?? ''}`;
}

/** The quantity as the API server writes it back: `0.5` is `500m`, `1024Mi` is `1Gi`, `1000` is `1k`. */
export function canonicalQuantity(text: string | number): string {
  const match = shape.exec(String(text));
  if (!match) return String(text);
  const [, digits = '', exponent, suffix = ''] = match;
  const isBinary = suffix.endsWith('i');
  const power = isBinary ? 0 : (decimalSuffixes.indexOf(suffix) - 3) * 3;
  const unit = isBinary ? 1024n ** BigInt(binarySuffixes.indexOf(suffix)) : 1n;
  const nanos = nanosOf(digits, Number(exponent ?? power), unit);
  if (nanos === 0n) return '0';
  const sign = digits.startsWith('-') ? '-' : '';
  if (isBinary && nanos >= 1024n * nano && nanos % nano === 0n) return sign + in1024s(nanos);
  const write = (step: number): string => {
    if (exponent === undefined) return decimalSuffixes[step] ?? '';
    return step === 3 ? '' : `e${step * 3 - 9}`;
  };
  return sign + inThousands(nanos, write);
}
