/** Which screen is shown, as the address says it: "#service?url=https://…". Never holds anything secret. */
import { useEffect, useState } from "preact/hooks";

export interface Route {
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Reads what stands after the "#"; with nothing there, or nonsense, the name is empty. */
export function parseRoute(hash: string): Route {
  const [name = "", query = ""] = hash.replace(/^#/, "").split(/\?(.*)/s);
  return { name: /^[a-z-]*$/.test(name) ? name : "", values: Object.fromEntries(new URLSearchParams(query)) };
}

/** `routeTo("service", { url })`, to be used after "#" in a link. */
export function routeTo(name: string, values: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(values).toString();
  return query === "" ? name : `${name}?${query}`;
}

/** Goes to another screen of this page; the browser's back button comes back. */
export function go(route: string): void {
  location.hash = route;
}

/** The route of this page, wherever it goes. */
export function useRoute(): Route {
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return parseRoute(hash);
}
