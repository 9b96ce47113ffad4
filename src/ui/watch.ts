/** One question that is asked again whenever its answer may have changed: the logic behind useAnswer, without Preact. */
import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { Ask } from "../api/client.ts";
import { type Problem, WalletError } from "../api/problems.ts";
import type { Answer, Question, RequestName } from "../api/requests.ts";

export interface Watch<N extends RequestName> {
  /** The newest answer. It stays while the question is asked again, and when that fails. */
  readonly answer: ReadonlySignal<Answer<N> | undefined>;
  /** Why the last try failed. */
  readonly problem: ReadonlySignal<Problem | undefined>;
  readonly isAsking: ReadonlySignal<boolean>;
  /** Asks with this input from now on; an answer to an older input that is still on its way is dropped. */
  readonly ask: (input: Question<N>) => void;
  /** Asks once more. While one question is on its way, any number of calls makes one more question. */
  readonly again: () => void;
  /** There was news: asks once more if the answer follows the news, and else remembers that there was some. */
  readonly hear: () => void;
  /** Whether the answer follows the news. Whoever begins with it misses nothing that came since the question was asked. */
  readonly follow: (isFollowing: boolean) => void;
  /** Nothing changes any more, whatever arrives. */
  readonly stop: () => void;
}

/** What went wrong as data: anything but a {@link WalletError} is a bug of ours, told without its content. */
export const problemOf = (error: unknown): Problem =>
  error instanceof WalletError
    ? error.problem
    : { code: "bug", detail: error instanceof Error ? error.name : "unknown" };

export function watch<N extends RequestName>(ask: Ask, name: N): Watch<N> {
  const answer = signal<Answer<N> | undefined>(undefined);
  const problem = signal<Problem | undefined>(undefined);
  const isAsking = signal(false);
  let wanted: { readonly input: Question<N> } | undefined;
  let isStale = false;
  let isFollowing = false;
  /** Since the newest question was asked. */
  let hasHeard = false;

  async function askOnce(question: { readonly input: Question<N> }): Promise<void> {
    const told = ask(name, question.input).then((got) => ({ got, wrong: undefined }));
    const { got, wrong } = await told.catch((error: unknown) => ({ got: answer.value, wrong: problemOf(error) }));
    if (question !== wanted) return;
    batch(() => {
      answer.value = got;
      problem.value = wrong;
    });
  }

  async function look(): Promise<void> {
    isStale = true;
    if (isAsking.value) return;
    isAsking.value = true;
    while (isStale && wanted !== undefined) {
      isStale = false;
      hasHeard = false;
      await askOnce(wanted);
    }
    isAsking.value = false;
  }

  return {
    answer,
    problem,
    isAsking,
    ask(input) {
      wanted = { input };
      void look();
    },
    again: () => void look(),
    hear() {
      hasHeard = true;
      if (isFollowing) void look();
    },
    follow(is) {
      isFollowing = is;
      if (is && hasHeard) void look();
    },
    stop() {
      wanted = undefined;
    },
  };
}
