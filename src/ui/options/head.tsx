/** The top of a settings page: the way back, the title, a line about it, something at the right. */
import type { ComponentChildren } from "preact";
import { Icon } from "../components/icon.tsx";
import { PageTitle } from "../components/page-title.tsx";

interface HeadProps {
  readonly title: ComponentChildren;
  readonly lead?: ComponentChildren;
  readonly back?: { readonly href: string; readonly label: string };
  readonly side?: ComponentChildren;
}

export const Head = ({ title, lead, back, side }: HeadProps) => (
  <>
    {back !== undefined && (
      <a class="crumb" href={back.href}>
        <Icon name="left" />
        {back.label}
      </a>
    )}
    <div class="head">
      <div>
        <PageTitle>{title}</PageTitle>
        {lead !== undefined && <p class="quiet">{lead}</p>}
      </div>
      {side}
    </div>
  </>
);
