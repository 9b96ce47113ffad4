/** Everything that can go wrong between a wallet and a server, on request: lost, late, twice, broken, refused. */

import { empty, type Server, text } from "./answers.ts";
import { type Chance, fractionOf, oneOfList } from "./chance.ts";
import type { World } from "./world.ts";

/** The connection broke: there is no answer at all. */
export class ConnectionLost extends Error {
  constructor() {
    super("the connection was lost");
    this.name = "ConnectionLost";
  }
}

export type Fault =
  /** The server never sees the request. */
  | { readonly kind: "loseRequest" }
  /** The server does what was asked, and nobody hears of it. */
  | { readonly kind: "loseAnswer" }
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** The server gets the request twice; the second answer arrives. */
  | { readonly kind: "duplicate" }
  /** The server does nothing; `retryAfter` in seconds. */
  | { readonly kind: "status"; readonly status: 304 | 429 | 500 | 502 | 503; readonly retryAfter?: number }
  /** Only this share of the body arrives, without any sign that more was to come. */
  | { readonly kind: "truncate"; readonly share: number }
  /** One bit of the body is turned. */
  | { readonly kind: "corrupt" }
  /** The body grows to so many bytes by blanks, which no JSON reader minds. */
  | { readonly kind: "oversize"; readonly bytes: number }
  /** Something between answers for the server, as in a hotel. */
  | { readonly kind: "portal" }
  /** Any other lie. */
  | { readonly kind: "rewrite"; readonly rewrite: (response: Response) => Response | Promise<Response> };

export interface FaultRule {
  /** The fault, or how to draw one. */
  readonly fault: Fault | ((chance: Chance) => Fault);
  /** Which requests it may hit; all of them when not given. Preflights are never hit. */
  readonly matches?: (request: Request) => boolean;
  /** So many matching requests pass first. */
  readonly after?: number;
  /** So many are hit, then the rule is spent; one when not given. */
  readonly times?: number;
  /** How likely a matching request is hit, 0 to 1; certain when not given. */
  readonly likelihood?: number;
}

async function withBody(response: Response, change: (body: Uint8Array) => Uint8Array): Promise<Response> {
  if (response.body === null) return response;
  const { status, headers } = response;
  return new Response(change(new Uint8Array(await response.arrayBuffer())).slice(), { status, headers });
}

function turnBit(body: Uint8Array, chance: Chance): Uint8Array {
  const at = Math.floor(fractionOf(chance) * body.length);
  const bit = 1 << Math.floor(fractionOf(chance) * 8);
  return body.map((byte, index) => (index === at ? byte ^ bit : byte));
}

function grow(body: Uint8Array, size: number): Uint8Array {
  const grown = new Uint8Array(Math.max(size, body.length)).fill(0x20);
  grown.set(body);
  return grown;
}

/** Asks the server, with this fault on the way. Rejects with {@link ConnectionLost} when no answer arrives. */
export async function askWithFault(world: World, server: Server, request: Request, fault: Fault): Promise<Response> {
  switch (fault.kind) {
    case "loseRequest":
      throw new ConnectionLost();
    case "loseAnswer":
      await server(request);
      throw new ConnectionLost();
    case "delay":
      await world.sleep(fault.milliseconds);
      return server(request);
    case "duplicate":
      await server(request.clone());
      return server(request);
    case "status":
      return empty(fault.status, fault.retryAfter === undefined ? {} : { "Retry-After": String(fault.retryAfter) });
    case "truncate":
      return withBody(await server(request), (body) => body.slice(0, Math.floor(body.length * fault.share)));
    case "corrupt":
      return withBody(await server(request), (body) => turnBit(body, world.random));
    case "oversize":
      return withBody(await server(request), (body) => grow(body, fault.bytes));
    case "portal":
      return text(200, "<!doctype html><title>Welcome</title><p>Please log in to use this network.", "text/html");
    case "rewrite":
      return fault.rewrite(await server(request));
  }
}

const usual: readonly Fault[] = [
  { kind: "loseRequest" },
  { kind: "loseAnswer" },
  { kind: "delay", milliseconds: 5_000 },
  { kind: "duplicate" },
  { kind: "status", status: 500 },
  { kind: "status", status: 503 },
  { kind: "status", status: 429, retryAfter: 30 },
  { kind: "truncate", share: 0.5 },
  { kind: "corrupt" },
];

/** One of the faults that networks and servers have on an ordinary bad day. */
export const usualFault = (chance: Chance): Fault => oneOfList(chance, usual);

/** The faults of one server. Rules are tried in the order in which they were added; the first that hits counts. */
export class Faults {
  readonly #world: World;
  readonly #rules = new Map<FaultRule, { passed: number; hits: number }>();
  /** How often each kind has struck so far. */
  readonly countByKind = new Map<Fault["kind"], number>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Gives a function that takes the rule away again. */
  add(rule: FaultRule): () => void {
    this.#rules.set(rule, { passed: 0, hits: 0 });
    return () => void this.#rules.delete(rule);
  }

  clear(): void {
    this.#rules.clear();
  }

  wrap(server: Server): Server {
    return (request) => {
      const fault = request.method === "OPTIONS" ? undefined : this.#strike(request);
      return fault === undefined ? server(request) : askWithFault(this.#world, server, request, fault);
    };
  }

  #strike(request: Request): Fault | undefined {
    const chance = this.#world.random;
    for (const [rule, count] of this.#rules) {
      if (count.hits >= (rule.times ?? 1) || rule.matches?.(request) === false) continue;
      if (count.passed < (rule.after ?? 0) || (rule.likelihood ?? 1) <= fractionOf(chance)) {
        count.passed += 1;
        continue;
      }
      count.hits += 1;
      const fault = typeof rule.fault === "function" ? rule.fault(chance) : rule.fault;
      this.countByKind.set(fault.kind, (this.countByKind.get(fault.kind) ?? 0) + 1);
      return fault;
    }
    return undefined;
  }
}
