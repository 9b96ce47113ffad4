/** One thing a server offers: method, path and the shapes that go in and come out. Wallet and sandbox share these rows. */
import type { Codec } from "./codec.ts";

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "DELETE";

/** The names of the `:parameters` in a path. */
export type ParametersOf<P extends string> = P extends `${string}:${infer N}/${infer Rest}`
  ? N | ParametersOf<`/${Rest}`>
  : P extends `${string}:${infer N}`
    ? N
    : never;

export interface Endpoint<P extends string = string, In = unknown, Out = unknown> {
  readonly method: Method;
  /** Relative to the server's base URL, without a leading slash: `reserves/:reservePub/history`. */
  readonly path: P;
  /** The JSON of the request; absent where nothing is sent. */
  readonly request?: Codec<In>;
  /** The JSON of a 200 answer; absent where the answer is raw bytes or empty. */
  readonly response?: Codec<Out>;
}

/** Declares a row whose answer is JSON. */
export function endpoint<const P extends string, In, Out>(
  method: Method,
  path: P,
  request: Codec<In> | undefined,
  response: Codec<Out> | undefined,
): Endpoint<P, In, Out> {
  return { method, path, ...(request && { request }), ...(response && { response }) };
}

/** The path with its parameters filled in, each percent-encoded; throws when one is missing. */
export function fillPath<P extends string>(path: P, parameters: Readonly<Record<ParametersOf<P>, string>>): string {
  return path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = (parameters as Record<string, string | undefined>)[name];
    if (value === undefined || value === "") throw new Error(`path parameter ${name} is missing`);
    return encodeURIComponent(value);
  });
}

/** The parameters that a concrete path gives to this pattern, or undefined when it is another path. */
export function matchPath(path: string, concrete: string): Record<string, string> | undefined {
  const pattern = path.split("/");
  const given = concrete.split("/");
  if (pattern.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const value = given[index] ?? "";
    if (part.startsWith(":")) parameters[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return parameters;
}
