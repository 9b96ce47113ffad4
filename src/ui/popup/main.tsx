/** Opens the popup. */
import { browserOutside } from "../browser-outside.ts";
import { mount } from "../mount.tsx";
import { App } from "./app.tsx";

void mount(App, browserOutside());
