/** Who the member is in the register, and the ways to what may be chosen. */
import { useWords } from "@shared/words/i18n";

import { Link } from "../app/router";
import { dateOf } from "../data/days";
import { useProfile, type Member } from "../data/questions";
import { Icon, type IconName } from "../ui/Icons";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";
import { phoneText } from "./phone";
import { SignOut } from "./SignOut";

const WAYS = [
  ["help", "help", "help"], ["me/messages", "bell", "messages"], ["me/look", "language", "look"], ["me/pay", "money", "pay"],
  ["me/pin", "lock", "pin"], ["me/devices", "phone", "devices"], ["me/held", "box", "held"], ["me/looks", "eye", "looks"],
] as const satisfies readonly (readonly [string, IconName, string])[];

export function Overview() {
  const t = useWords("me");
  const profile = useProfile();
  return (
    <Screen title={t("title")} of={profile}>
      <Shown of={profile}>{(member) => <Card member={member} />}</Shown>
      <ul className={ui.list}>
        {WAYS.map(([to, icon, name]) => (
          <li key={to}>
            <Link to={to} className={ui.row}>
              <Icon name={icon} />
              <span className={ui.rowMain}>{t(`ways.${name}`)}<small>{t(`hints.${name}`)}</small></span>
              <Icon name="next" />
            </Link>
          </li>
        ))}
      </ul>
      <SignOut />
    </Screen>
  );
}

function Card({ member }: { member: Member }) {
  const t = useWords("me");
  return (
    <section className={ui.card} aria-labelledby="who">
      <h2 id="who">{member.name}</h2>
      <dl className={ui.sums}>
        <div><dt>{t("number")}</dt><dd>{member.number}</dd></div>
        <div><dt>{t("phone")}</dt><dd>{phoneText(member.phone) ?? t("noPhone")}</dd></div>
        {member.proposed_phone ? <div><dt>{t("newPhone")}</dt><dd>{phoneText(member.proposed_phone)}</dd></div> : null}
        <div><dt>{t("centre")}</dt><dd>{member.centre}</dd></div>
        {member.joined ? <div><dt>{t("joined")}</dt><dd><time dateTime={member.joined}>{dateOf(member.joined)}</time></dd></div> : null}
      </dl>
      <p className={ui.quiet}>{t("phoneAtOffice")}</p>
    </section>
  );
}
