/** What stands in the place of an answer: words after a moment, or what went wrong and a way to ask again. */
import type { RequestName } from "../../api/requests.ts";
import type { Shown } from "../use-answer.ts";
import { Loading } from "./note.tsx";
import { ProblemNote } from "./problem.tsx";

interface WaitingProps {
  readonly on: Shown<RequestName>;
}

/** Nothing at all once there is an answer; a problem is told beside an older one, too. */
export const Waiting = ({ on: { answer, problem, again } }: WaitingProps) => (
  <>
    <ProblemNote problem={problem} onAgain={again} />
    {answer === undefined && problem === undefined && <Loading />}
  </>
);
