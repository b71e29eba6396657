/** One official: roles by two, the way in, a lost second factor, leaving and coming back, and the story. */
import { Ask } from "@office/parts/Ask";
import { Panel } from "@office/parts/Panel";
import { DeliveryStory } from "@office/parts/Story";
import { BackTo } from "@office/parts/Ways";
import { Stack } from "@mantine/core";
import { api, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";
import { useParams } from "react-router";

import { Frame } from "../Frame";
import styles from "../settings.module.css";
import { Letting } from "./Letting";
import { RolesOf } from "./RolesOf";

export type OfficialProps = { official: Schemas["OfficialWithStory"] };

export default function Official() {
  const { number = "" } = useParams();
  const sees = useMay("staff.read");
  const asked = api.useQuery("get", "/api/v1/staff/{number}", { params: { path: { number } } }, { enabled: sees });
  if (!sees) return <Frame way="staff">{null}</Frame>;
  return <Ask asked={asked}>{(official) => <OfficialPage official={official} />}</Ask>;
}

function OfficialPage({ official }: OfficialProps) {
  const t = useWords("settings");
  return (
    <Frame way="staff" title={official.name ?? official.number} above={<BackTo to="/settings/staff">{t("allStaff")}</BackTo>} beside={<><span className={styles.soft}>{official.number}</span><State of={official.active ? "active" : "left"} /></>}>
      <div className={styles.two}>
        <Stack gap="lg"><RolesOf official={official} /><Letting official={official} /></Stack>
        <Panel title={t("story")}><DeliveryStory chapters={official.story} /></Panel>
      </div>
    </Frame>
  );
}
