/** What pages are told without asking: that something changed. They ask again; they are never pushed data. */

export interface News {
  readonly news: "changed";
  /** Names of sets, or of local matters such as `restore` and `retries`. */
  readonly what: readonly string[];
}

/** True for a message of this kind; others pass by. */
export function isNews(message: unknown): message is News {
  return typeof message === "object" && message !== null && (message as { news?: unknown }).news === "changed";
}
