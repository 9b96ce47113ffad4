/** What the Firefox tests say in WebDriver BiDi (W3C), over puppeteer's connection. */
import type { Browser as PuppeteerBrowser } from "puppeteer-core";

/** An element of a page, by the id under which the browser knows it. */
export interface Found {
  readonly sharedId: string;
}

interface Outcome {
  readonly type: "success" | "exception";
  readonly result?: { readonly type: string; readonly value?: unknown; readonly sharedId?: string };
  readonly exceptionDetails?: { readonly text: string };
}

/** One open tab, or one window of the browser itself. */
export interface Context {
  readonly context: string;
  readonly url: string;
}

interface Connection {
  send(method: string, parameters: object): Promise<{ readonly result: unknown }>;
}

export class Bidi {
  readonly #connection: Connection;
  #window: string | undefined;

  constructor(browser: PuppeteerBrowser) {
    // Public in puppeteer's own class for BiDi, though not in the type that all its browsers share.
    this.#connection = (browser as unknown as { readonly connection: Connection }).connection;
  }

  /** Sends a command. Rejects with what the browser said against it. */
  async send<Result>(method: string, parameters: object): Promise<Result> {
    return (await this.#connection.send(method, parameters)).result as Result;
  }

  /** The open tabs. */
  async tabs(): Promise<readonly Context[]> {
    return (await this.send<{ readonly contexts: readonly Context[] }>("browsingContext.getTree", {})).contexts;
  }

  /** Evaluates an expression in a tab, and waits for it when it is a promise. Throws what it throws. */
  async evaluate(context: string, expression: string): Promise<unknown> {
    const parameters = { expression, target: { context }, awaitPromise: true };
    return resultOf(await this.send<Outcome>("script.evaluate", parameters));
  }

  /** Calls a function in a tab, which gets nothing but these values; an element comes back as {@link Found}. */
  async call(
    context: string,
    run: (...values: never[]) => unknown,
    ...values: readonly (string | null | Found)[]
  ): Promise<unknown> {
    const parameters = {
      functionDeclaration: String(run),
      arguments: values.map(asArgument),
      target: { context },
      awaitPromise: true,
    };
    return resultOf(await this.send<Outcome>("script.callFunction", parameters));
  }

  /** Evaluates an expression in the browser's own window, with all its rights. */
  async evaluateInside(expression: string): Promise<unknown> {
    this.#window ??= await this.#firstWindow();
    return this.evaluate(this.#window, expression);
  }

  async #firstWindow(): Promise<string> {
    const scope = { "moz:scope": "chrome" };
    const tree = await this.send<{ readonly contexts: readonly Context[] }>("browsingContext.getTree", scope);
    const [window] = tree.contexts;
    if (window === undefined) throw new Error("Firefox has no window");
    return window.context;
  }
}

function resultOf({ type, result, exceptionDetails }: Outcome): unknown {
  if (type === "exception") throw new Error(exceptionDetails?.text ?? "the page threw something");
  return result?.sharedId === undefined ? result?.value : { sharedId: result.sharedId };
}

function asArgument(value: string | null | Found): object {
  if (value === null) return { type: "null" };
  return typeof value === "string" ? { type: "string", value } : value;
}
