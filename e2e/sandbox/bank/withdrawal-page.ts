/** The page on which a withdrawal meets the wallet: its link, then the button that confirms. */
import { Refusal } from "../answers.ts";
import { html, Markup, page } from "../markup.ts";
import type { Answering, Route } from "../routes.ts";
import { seeOther } from "../routes.ts";
import type { Withdrawal } from "./book.ts";
import type { BankDesk } from "./desk.ts";
import { withdrawalPage, withdrawUri } from "./integration.ts";
import { bankName, sorry, spoken } from "./words.ts";

/** Asks the bank to be told when the status changes, then shows the page anew. */
const watcher = (statusUrl: string, status: string) =>
  new Markup(`<script>
const watch = async () => {
  const answer = await fetch(${JSON.stringify(`${statusUrl}?timeout_ms=20000&old_state=${status}`)});
  const isNews = (await answer.json()).status !== ${JSON.stringify(status)};
  if (isNews) location.reload();
  else setTimeout(watch, 250);
};
watch().catch(() => setTimeout(watch, 2000));
</script>`);

const button = (desk: BankDesk, id: string, deed: string, label: string) =>
  html`<form method="post" action="${withdrawalPage(desk.settings.baseUrl, id)}/${deed}"><button>${label}</button></form>`;

/** What to say and to offer, by how far the withdrawal is. */
function steps(desk: BankDesk, { id, status }: Withdrawal): Markup {
  const uri = withdrawUri(desk.settings.baseUrl, id);
  switch (status) {
    case "pending":
      return html`<p>Open this link with your wallet, or copy it there:</p>
<p><a href="${uri}">Open in the wallet</a></p><p><code id="uri">${uri}</code></p>${button(desk, id, "abort", "Abort")}`;
    case "selected":
      return html`<p>Your wallet is waiting for the money. Send it?</p>
${button(desk, id, "confirm", "Confirm")}${button(desk, id, "abort", "Abort")}`;
    case "confirmed":
      return html`<p role="status">Confirmed. The money is on its way to your wallet.</p>`;
    case "aborted":
      return html`<p role="status">Aborted. No money was moved.</p>`;
  }
}

function withdrawalView(desk: BankDesk, withdrawal: Withdrawal): Response {
  const { id, account, amount, status } = withdrawal;
  const { baseUrl } = desk.settings;
  const uri = withdrawUri(baseUrl, id);
  const isOpen = status === "pending" || status === "selected";
  return page(200, {
    title: "Withdraw into a wallet",
    service: bankName,
    head:
      status === "pending"
        ? html`<meta name="taler-support" content="uri,hijack"><meta name="taler-uri" content="${uri}">`
        : new Markup(""),
    body: html`<p class="amount">${amount === undefined ? "as the wallet wishes" : spoken(amount)}</p>
${steps(desk, withdrawal)}
${isOpen ? watcher(`${baseUrl}taler-integration/withdrawal-operation/${id}`, status) : ""}
<p><a href="${baseUrl}pages/accounts/${account}">Account of ${account}</a></p>`,
  });
}

/** Does something with the withdrawal of the path, then shows its page; a refusal becomes a sentence. */
const doing =
  (desk: BankDesk, deed: (withdrawal: Withdrawal) => void): Answering =>
  ({ parameters }) => {
    const withdrawal = desk.book.withdrawal(parameters.id ?? "");
    if (withdrawal === undefined) return sorry("No such withdrawal", "Ask for one first.", desk.settings.baseUrl, 404);
    const here = withdrawalPage(desk.settings.baseUrl, withdrawal.id);
    try {
      deed(withdrawal);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return sorry("Not done", "That is not possible now: perhaps it was done before, or the money is gone.", here);
    }
    return seeOther(here);
  };

const show =
  (desk: BankDesk): Answering =>
  ({ parameters }) => {
    const withdrawal = desk.book.withdrawal(parameters.id ?? "");
    if (withdrawal === undefined) return sorry("No such withdrawal", "Ask for one first.", desk.settings.baseUrl, 404);
    return withdrawalView(desk, withdrawal);
  };

export const withdrawalRoutes = (desk: BankDesk): readonly Route[] => [
  { method: "GET", path: "pages/withdrawals/:id", answer: show(desk) },
  { method: "POST", path: "pages/withdrawals/:id/confirm", answer: doing(desk, (one) => desk.confirm(one)) },
  { method: "POST", path: "pages/withdrawals/:id/abort", answer: doing(desk, (one) => desk.abort(one)) },
];
