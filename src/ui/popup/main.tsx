/** Opens the popup. */
import { ahead } from "../ahead.ts";
import { browserOutside } from "../browser-outside.ts";
import { mount } from "../mount.tsx";
import { App } from "./app.tsx";

const outside = browserOutside();
void mount(App, { ...outside, ask: ahead(outside.ask, "getHome", "takeLink") });
