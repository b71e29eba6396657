/** Passing notices, which no first screen has. Whoever hears them rather than sees them can send them away too. */
import "../more.css";

import { MantineThemeProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { useWords } from "@shared/words/i18n";

export default function Notices() {
  const t = useWords("parts");
  const defaultProps = { closeButtonProps: { "aria-label": t("confirm.close") } };
  return (
    <MantineThemeProvider theme={{ components: { Notification: { defaultProps } } }}>
      <Notifications position="bottom-right" />
    </MantineThemeProvider>
  );
}
