/** What a scene is: something that adds a few acts to a history that is being invented. */
import type { Plot } from "./plot.ts";

export type Scene = (plot: Plot) => void;
