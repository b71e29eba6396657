/** The cooperative's own rules: which messages go out and when, how often is paid, which missing milk alarms. */
import { Ask } from "@office/parts/Ask";
import { NeedsRight } from "@office/parts/NeedsRight";
import { Pairs } from "@office/parts/Pairs";
import { Panel } from "@office/parts/Panel";
import { Stack, Text } from "@mantine/core";
import { api, type Schemas } from "@shared/api/client";
import { Money } from "@shared/figures/Figures";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";

import { Frame } from "../Frame";
import styles from "../settings.module.css";
import { MessageRules } from "./MessageRules";
import { Rhythm } from "./Rhythm";
import { Switches } from "./Switches";
import { Variance } from "./Variance";

export type CooperativeProps = { cooperative: Schemas["CooperativeAnswer"] };

export default function Cooperative() {
  const t = useWords("settings");
  const may = useMay("settings.manage");
  const asked = api.useQuery("get", "/api/v1/cooperative");
  return (
    <Frame way="cooperative">
      <Ask asked={asked}>
        {(cooperative) => (
          <div className={styles.two}>
            <Stack gap="lg">
              <Panel title={cooperative.name}>
                <Pairs>
                  <dt>{t("confirmation")}</dt><dd>{t("hours", { count: cooperative.confirmation_hours })}</dd>
                  <dt>{t("minimum")}</dt><dd><Money value={cooperative.minimum_payable} /></dd>
                </Pairs>
              </Panel>
              <Panel title={t("rhythm")}>{may ? <Rhythm key={cooperative.rhythm} cooperative={cooperative} /> : <Stack gap="xs"><Text>{t(`rhythms.${cooperative.rhythm}`)}</Text><NeedsRight permission="settings.manage" /></Stack>}</Panel>
              <Panel title={t("variance")}><Variance key={cooperative.variance_limit_percent} cooperative={cooperative} /></Panel>
            </Stack>
            <Stack gap="lg">
              <Panel title={t("switches")}><Switches cooperative={cooperative} /></Panel>
              <Panel title={t("rules")}><MessageRules /></Panel>
            </Stack>
          </div>
        )}
      </Ask>
    </Frame>
  );
}
