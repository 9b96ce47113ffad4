/** Which function answers which request of a server. */
import { matchPath } from "../../src/taler/endpoint.ts";
import { empty, preflight, Refusal, type Server } from "./answers.ts";

/** A request, taken apart for the one who answers. */
export interface Asked {
  readonly request: Request;
  readonly url: URL;
  /** The `:parameters` of the path, percent-decoded and otherwise unread. */
  readonly parameters: Readonly<Record<string, string>>;
}

export type Answering = (asked: Asked) => Response | Promise<Response>;

export interface Route {
  readonly method: string;
  /** Relative to the base URL, without a leading slash, as in the endpoint tables. */
  readonly path: string;
  readonly answer: Answering;
}

/** The route of an endpoint row. */
export const on = (row: { readonly method: string; readonly path: string }, answer: Answering): Route => ({
  method: row.method,
  path: row.path,
  answer,
});

export interface Otherwise {
  /** No route has this path. */
  unknown(path: string, routes: readonly Route[]): Response;
  /** The path is known, but only with the methods given. */
  wrongMethod(method: string, allowed: readonly string[]): Response;
  /** Whether HEAD is answered like GET, without the body. */
  readonly hasHead: boolean;
}

/** Answers requests below `baseUrl` (ends in a slash) by the first route that fits. */
export function serveRoutes(baseUrl: string, routes: readonly Route[], otherwise: Otherwise): Server {
  const base = new URL(baseUrl);
  const find = async (request: Request, method: string): Promise<Response> => {
    const url = new URL(request.url);
    if (!url.pathname.startsWith(base.pathname)) return otherwise.unknown(url.pathname, routes);
    const path = url.pathname.slice(base.pathname.length);
    const fitting = routes.flatMap((route) => {
      const parameters = matchPath(route.path, path);
      return parameters === undefined ? [] : [{ route, parameters }];
    });
    if (fitting.length === 0) return otherwise.unknown(path, routes);
    const chosen = fitting.find(({ route }) => route.method === method);
    if (chosen !== undefined) return chosen.route.answer({ request, url, parameters: chosen.parameters });
    return otherwise.wrongMethod(method, [...new Set(fitting.map(({ route }) => route.method))]);
  };
  return async (request) => {
    if (request.method === "OPTIONS") return preflight();
    const isHead = request.method === "HEAD" && otherwise.hasHead;
    const response = await find(request, isHead ? "GET" : request.method).catch((error: unknown) => {
      if (error instanceof Refusal) return error.response;
      throw error;
    });
    return isHead ? new Response(null, { status: response.status, headers: response.headers }) : response;
  };
}

/** A redirect, for pages. */
export const seeOther = (location: string): Response => empty(303, { Location: location });
