/*
 * The shapes of names and labels (apimachinery pkg/util/validation and pkg/api/validate/content, v1.36). Each check
 * answers with complaints in Kubernetes' words; they go behind `Invalid value: "…": `.
 */

type Complaints = readonly string[];

const none: Complaints = [];
const nameMax = 63;
const subdomainMax = 253;
const portNameMax = 15;

function shape(sentence: string, examples: readonly string[], pattern: string): string {
  const [first = '', ...others] = examples;
  const list = [`'${first}', `, ...others.map((example) => `or '${example}', `)].join(' ');
  return `${sentence} (e.g. ${list}regex used for validation is '${pattern}')`;
}

const labelPattern = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const isLabel = new RegExp(`^${labelPattern}$`);
const labelShape = shape(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  ['my-name', '123-abc'],
  labelPattern,
);

const subdomainPattern = `${labelPattern}(\\.${labelPattern})*`;
const isSubdomain = new RegExp(`^${subdomainPattern}$`);
const subdomainShape = shape(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  ['example.com'],
  subdomainPattern,
);

const namePattern = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const isName = new RegExp(`^${namePattern}$`);
const nameShape = shape(
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  ['MyName', 'my.name', '123-abc'],
  namePattern,
);

const isLabelValue = new RegExp(`^(${namePattern})?$`);
const labelValueShape = shape(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  ['MyValue', 'my_value', '12345'],
  `(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?`,
);

/** A name between two dots: `kubia-0`. */
export function dnsLabel(value: string): Complaints {
  if (value.length <= nameMax && isLabel.test(value)) return none;
  const tooLong = value.length > nameMax ? [`must be no more than ${nameMax} characters`] : none;
  if (isLabel.test(value)) return tooLong;
  return [...tooLong, isSubdomain.test(value) ? 'must not contain dots' : labelShape];
}

/** Names with dots between them: `data.example.com`. */
export function dnsSubdomain(value: string): Complaints {
  const tooLong = value.length > subdomainMax ? [`must be no more than ${subdomainMax} characters`] : none;
  return isSubdomain.test(value) ? tooLong : [...tooLong, subdomainShape];
}

/** The key of a label: `app`, or `app.kubernetes.io/name`. */
export function labelKey(value: string): Complaints {
  const [first = '', second, third] = value.split('/');
  const complaints: string[] = [];
  if (third !== undefined) {
    return [`a valid label key ${nameShape} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const name = second ?? first;
  if (second !== undefined) {
    if (first === '') complaints.push('prefix part must be non-empty');
    else complaints.push(...dnsSubdomain(first).map((complaint) => `prefix part ${complaint}`));
  }
  if (name === '') complaints.push('name part must be non-empty');
  else if (name.length > nameMax) complaints.push(`name part must be no more than ${nameMax} bytes`);
  if (!isName.test(name)) complaints.push(`name part ${nameShape}`);
  return complaints;
}

/** The value of a label. */
export function labelValue(value: string): Complaints {
  const tooLong = value.length > nameMax ? [`must be no more than ${nameMax} bytes`] : none;
  return isLabelValue.test(value) ? tooLong : [...tooLong, labelValueShape];
}

/** The name of a container's port: `http`. */
export function portName(value: string): Complaints {
  const complaints: string[] = [];
  if (value.length > portNameMax) complaints.push(`must be no more than ${portNameMax} characters`);
  if (!/^[-a-z0-9]+$/i.test(value))
    complaints.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/i.test(value)) complaints.push('must contain at least one letter (a-z)');
  if (value.includes('--')) complaints.push('must not contain consecutive hyphens');
  if (/^-|-$/.test(value)) complaints.push('must not begin or end with a hyphen');
  return complaints;
}

const isIPv4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}$/;

/** An address; of IPv6 only the characters are looked at. */
export function ipAddress(value: string): Complaints {
  if (isIPv4.test(value) || /^(?=.*:)[0-9a-f:]+$/i.test(value)) return none;
  return ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];
}
