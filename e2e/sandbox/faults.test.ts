import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { json, type Server } from "./answers.ts";
import { askWithFault, ConnectionLost, type Fault, Faults, usualFault } from "./faults.ts";
import { handWoundWorld } from "./world.ts";

/** A server that counts what reaches it. */
function counter() {
  let count = 0;
  const server: Server = async (request) => {
    count += 1;
    return json(200, { count, said: await request.text() });
  };
  return { server, count: () => count };
}

const post = () => new Request("http://a.test/b", { method: "POST", body: "hello" });
const world = () => handWoundWorld(0, "faults");

/** What arrives, and how often the server was asked. */
async function under(fault: Fault) {
  const { server, count } = counter();
  const response = await askWithFault(world(), server, post(), fault).catch((error: unknown) => error);
  assert.ok(response instanceof Response || response instanceof ConnectionLost);
  return { response, count: count(), text: response instanceof Response ? await response.text() : undefined };
}

const whole = '{\n  "count": 1,\n  "said": "hello"\n}';

describe("a fault", () => {
  it("loses the request or the answer, and the server knows the difference", async () => {
    const request = await under({ kind: "loseRequest" });
    const answer = await under({ kind: "loseAnswer" });
    assert.ok(request.response instanceof ConnectionLost && answer.response instanceof ConnectionLost);
    assert.deepEqual([request.count, answer.count], [0, 1]);
  });

  it("asks twice", async () => {
    const { count, text } = await under({ kind: "duplicate" });
    assert.equal(count, 2);
    assert.deepEqual(JSON.parse(text ?? ""), { count: 2, said: "hello" });
  });

  it("refuses without asking the server, and may say until when", async () => {
    const { response, count } = await under({ kind: "status", status: 429, retryAfter: 30 });
    assert.ok(response instanceof Response);
    assert.deepEqual([response.status, response.headers.get("Retry-After"), count], [429, "30", 0]);
  });

  it("damages the body and nothing else", async () => {
    const cut = await under({ kind: "truncate", share: 0.5 });
    assert.equal(cut.text, whole.slice(0, Math.floor(whole.length / 2)));
    const corrupt = await under({ kind: "corrupt" });
    assert.equal(corrupt.text?.length, whole.length);
    assert.notEqual(corrupt.text, whole);
    const large = await under({ kind: "oversize", bytes: 1_000 });
    assert.equal(large.text?.length, 1_000);
    assert.deepEqual(JSON.parse(large.text ?? ""), JSON.parse(whole));
    for (const { response } of [cut, corrupt, large]) {
      assert.ok(response instanceof Response);
      assert.deepEqual([response.status, response.headers.get("Content-Type")], [200, "application/json"]);
    }
  });

  it("answers for the server, or says something else than it", async () => {
    const portal = await under({ kind: "portal" });
    assert.match(portal.text ?? "", /log in/);
    const lie = await under({ kind: "rewrite", rewrite: () => json(200, { said: "goodbye" }) });
    assert.match(lie.text ?? "", /goodbye/);
  });

  it("delays", async () => {
    const clock = world();
    const { server, count } = counter();
    const asking = askWithFault(clock, server, post(), { kind: "delay", milliseconds: 100 });
    await clock.advance(99);
    assert.equal(count(), 0);
    await clock.advance(1);
    assert.equal((await asking).status, 200);
  });
});

describe("rules", () => {
  const lose = { kind: "loseRequest" } as const;
  const outcomes = async (faults: Faults, requests: readonly Request[]) => {
    const server = faults.wrap(counter().server);
    const seen: boolean[] = [];
    for (const request of requests)
      seen.push(
        await server(request).then(
          () => true,
          () => false,
        ),
      );
    return seen;
  };
  const posts = (count: number) => Array.from({ length: count }, post);

  it("hit the nth matching request, once or several times", async () => {
    const faults = new Faults(world());
    faults.add({ fault: lose, after: 1, times: 2 });
    assert.deepEqual(await outcomes(faults, posts(5)), [true, false, false, true, true]);
    assert.equal(faults.countByKind.get("loseRequest"), 2);
  });

  it("hit only what they match, and never a preflight", async () => {
    const faults = new Faults(world());
    faults.add({ fault: lose, matches: ({ url }) => url.endsWith("/c"), times: 9 });
    const others = [post(), new Request("http://a.test/c", { method: "OPTIONS" }), new Request("http://a.test/c")];
    assert.deepEqual(await outcomes(faults, others), [true, true, false]);
  });

  it("can be taken away", async () => {
    const faults = new Faults(world());
    const remove = faults.add({ fault: lose, times: 9 });
    faults.add({ fault: lose, times: 9, matches: () => false });
    assert.deepEqual(await outcomes(faults, posts(1)), [false]);
    remove();
    assert.deepEqual(await outcomes(faults, posts(1)), [true]);
    faults.add({ fault: lose });
    faults.clear();
    assert.deepEqual(await outcomes(faults, posts(1)), [true]);
  });

  it("strike by chance, the same ones for the same seed", async () => {
    const play = async (likelihood: number) => {
      const faults = new Faults(handWoundWorld(0, "dice"));
      const kinds: readonly Fault[] = [lose, { kind: "duplicate" }];
      faults.add({ fault: (chance) => kinds[(chance(1)[0] ?? 0) % 2] ?? lose, likelihood, times: 1_000 });
      return outcomes(faults, posts(40));
    };
    const first = await play(0.3);
    assert.deepEqual(await play(0.3), first);
    assert.ok(first.includes(true) && first.includes(false));
    assert.ok(!(await play(0)).includes(false));
  });

  it("draw from the usual faults, all of which occur", () => {
    const { random } = world();
    const kinds = new Set(Array.from({ length: 200 }, () => usualFault(random).kind));
    assert.equal(kinds.size, 7);
  });
});
