/** What came of an invitation: sent by SMS, or a code and a link that are told here once and never again. */
import type { Schemas } from "@shared/api/client";
import { Clock } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import { Command } from "./Command";
import { Note } from "./Note";

export function InvitationNote({ invitation }: { invitation: Schemas["Invitation"] }) {
  const t = useWords("proposal");
  const { by_sms, code, link, expires_at } = invitation;
  return (
    <div role="status">
      <Note tone="good" title={by_sms ? t("invited.sms") : t("invited.told")}>
        {code ? <p><strong>{code}</strong></p> : null}
        {link ? <Command text={link} /> : null}
        <p>{t("invited.until")} <Clock at={expires_at} /></p>
      </Note>
    </div>
  );
}
