/** What is asked of a process, and what it answers; every protocol has this shape. */

/** A change of a file that a program asks for; without a text the file goes. */
export interface FileChange {
  readonly path: string;
  readonly text?: string;
  readonly isAppended?: true;
}

/** What is asked of a process over HTTP; of a database its command line or statement, which stands in `body`. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  /** HTTP, unless it says otherwise; a program that speaks another protocol closes the connection. */
  readonly protocol?: 'http' | 'redis' | 'mysql';
  /** Names in lower case. For mysql `user`, `password` and `database` stand here. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The address of who asks, as the process sees it. */
  readonly from?: string;
}

/** What a process answers, and what it writes down with it. A status of 0: it closed the connection without a word. */
export interface Reply {
  readonly status: number;
  /** What a client prints: for redis and mysql the tool's whole output, errors included (their status is 500). */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Carried out at the very moment at which it answers: nothing happens between what it has read and what it writes. */
  readonly changes?: readonly FileChange[];
  /** Lines for its container's log. */
  readonly log?: readonly string[];
  /** There is something for the process to do that nobody waits for: the part `program` of its container is to be woken. */
  readonly isWoken?: true;
}
