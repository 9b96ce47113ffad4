/** A history that did not end well, by the name of the rule that it broke. */

export type Rule =
  | "no mistake of ours"
  | "every answer comes"
  | "all ends"
  | "devices agree"
  | "quiet at last"
  | "books agree"
  | "stories add up"
  | "coins are good"
  | "coins are renewed"
  | "coins are counted"
  | "keys serve once"
  | "nothing in plain text"
  | "old secrets are void"
  | "politeness"
  | "backups keep";

export class Failure extends Error {
  readonly rule: Rule;

  constructor(rule: Rule, detail: string, options?: ErrorOptions) {
    super(`${rule}: ${detail}`, options);
    this.name = "Failure";
    this.rule = rule;
  }
}
