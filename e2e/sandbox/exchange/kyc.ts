/** Where one says to the sandbox exchange who one is: questions of wallets, and a page with a single button. */
import type { Json } from "../../../src/taler/codec.ts";
import { bytes, bytesOf, hash256 } from "../../../src/taler/crockford.ts";
import { verify } from "../../../src/taler/eddsa.ts";
import { accountOwnerHeader, kycEndpoints, kycTargets, kycWalletRequest } from "../../../src/taler/kyc-api.ts";
import { reservePayto } from "../../../src/taler/payto.ts";
import { accountOwner, accountSetup } from "../../../src/taler/wallet-signatures.ts";
import { json, refuse } from "../answers.ts";
import { waitUntil } from "../bell.ts";
import { numberIn, readJson, readPart, signatureIn } from "../body.ts";
import { html, type Markup, page } from "../markup.ts";
import type { Office } from "../office.ts";
import { type Answering, type Asked, on, type Route, seeOther } from "../routes.ts";
import { requireCurrency } from "./coin-checks.ts";
import type { Case, Legitimization } from "./legitimization.ts";

const isReached = (target: string | null, { state }: Case): boolean => {
  if (target === kycTargets.allowed) return state === "passed";
  if (target === kycTargets.reviewDone) return state !== "review";
  return true;
};

const statusOf = ({ limits }: Legitimization, { state, token }: Case): Json => ({
  aml_review: state === "review",
  access_token: token,
  limits: limits.map(({ operation, above }) => ({
    rule_name: `sandbox-${operation.toLowerCase()}`,
    operation_type: operation,
    timeframe: { d_us: "forever" },
    threshold: above,
    soft_limit: true,
  })),
});

const check =
  ({ keys, legitimization }: Office): Answering =>
  async ({ request, url, parameters }) => {
    const accountHash = readPart(parameters.accountHash ?? "", hash256, 27);
    const by = signatureIn(request, accountOwnerHeader);
    const one = legitimization.caseOf(accountHash);
    if (one === undefined) throw refuse(404, 1939);
    if (!(await verify(bytesOf(one.pub), accountOwner({}), by))) {
      throw refuse(403, 1930, { expected_account_pub: one.pub });
    }
    const present = () => legitimization.caseOf(accountHash) ?? one;
    const isDone = () => isReached(url.searchParams.get("lpt"), present());
    const patience = numberIn(url, "timeout_ms") ?? 0;
    await waitUntil(keys.settings.world, legitimization.changed, isDone, patience, request.signal);
    return json(present().state === "passed" ? 200 : 202, statusOf(legitimization, present()));
  };

/** The case whose token is in the path. */
function caseAt({ legitimization }: Office, { parameters }: Asked, name: string): Case {
  const token = readPart(parameters[name] ?? "", bytes(32), 27);
  const one = legitimization.cases().find((each) => each.token === token);
  if (one === undefined) throw refuse(404, 1939);
  return one;
}

const info =
  (office: Office): Answering =>
  (asked) => {
    const { state, token } = caseAt(office, asked, "accessToken");
    const button = { form: "LINK", id: token, description: "Say who you are" };
    return json(200, { requirements: state === "asked" ? [button] : [], is_and_combinator: true });
  };

const start =
  (office: Office): Answering =>
  (asked) =>
    json(200, { redirect_url: pageOf(office, caseAt(office, asked, "requirementId")) });

const wallet =
  ({ keys, legitimization, baseUrl }: Office): Answering =>
  async ({ request }) => {
    const { balance, reserve_pub, reserve_sig } = await readJson(request, kycWalletRequest);
    requireCurrency(keys, balance, "balance");
    const block = accountSetup({ threshold: balance });
    if (!(await verify(bytesOf(reserve_pub), block, bytesOf(reserve_sig)))) throw refuse(403, 1925);
    const address = reservePayto(baseUrl, reserve_pub);
    legitimization.require("BALANCE", balance, { address, pub: reserve_pub });
    const next = legitimization.nextLimit("BALANCE", balance, address);
    return json(200, { expiration_time: { t_s: "never" }, ...(next !== undefined && { next_threshold: next }) });
  };

const pageOf = ({ baseUrl }: Office, { token }: Case): string => `${baseUrl}kyc-spa/${token}`;

function question(address: string, { state }: Case): Markup {
  switch (state) {
    case "asked":
      return html`<p>The law wants this exchange to know its customers. In the sandbox one button is enough.</p>
<form method="post" action="${address}"><button>I am who I am</button></form>`;
    case "review":
      return html`<p role="status">Thank you. Somebody is looking at it; you can close this page.</p>`;
    case "passed":
      return html`<p role="status">Thank you, that was all. Your wallet goes on by itself.</p>`;
  }
}

const show =
  (office: Office): Answering =>
  (asked) => {
    const one = caseAt(office, asked, "accessToken");
    return page(200, { title: "Who are you?", service: "Sandbox exchange", body: question(pageOf(office, one), one) });
  };

const pass =
  (office: Office): Answering =>
  (asked) => {
    const one = caseAt(office, asked, "accessToken");
    office.legitimization.answer(one.token);
    return seeOther(pageOf(office, one));
  };

export const kycRoutes = (office: Office): readonly Route[] => [
  on(kycEndpoints.kycCheck, check(office)),
  on(kycEndpoints.kycInfo, info(office)),
  on(kycEndpoints.kycStart, start(office)),
  on(kycEndpoints.kycWallet, wallet(office)),
  { method: "GET", path: "kyc-spa/:accessToken", answer: show(office) },
  { method: "POST", path: "kyc-spa/:accessToken", answer: pass(office) },
];
