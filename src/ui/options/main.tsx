/** Opens the settings pages. */
import { browserOutside } from "../browser-outside.ts";
import { mount } from "../mount.tsx";
import { App } from "./app.tsx";

mount(App, browserOutside());
