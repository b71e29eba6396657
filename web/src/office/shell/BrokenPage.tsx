/** A fault of ours, or a screen whose code did not come: said plainly, with a way on. What waits to be sent stays on the device. */
import { Button, Stack, Text, Title } from "@mantine/core";
import { didNotCome } from "@shared/app/chunks";
import { useWords } from "@shared/words/i18n";
import { Component, type ReactNode } from "react";
import { isRouteErrorResponse, useRouteError } from "react-router";

export function BrokenPage() {
  return <main><Broken thrown={useRouteError()} /></main>;
}

function Broken({ thrown }: { thrown: unknown }) {
  const t = useWords("shell");
  const isMissing = isRouteErrorResponse(thrown) && thrown.status === 404;
  const what = isMissing ? "missing" : "broken";
  return (
    <Stack p="xl" align="flex-start" role="alert">
      <Title order={1} size="h2">{didNotCome(thrown) ? t("broken.loading") : t(`${what}.title`)}</Title>
      <Text>{didNotCome(thrown) ? t("broken.loadingText") : t(`${what}.text`)}</Text>
      {didNotCome(thrown)
        ? <Button onClick={() => location.reload()}>{t("broken.reload")}</Button>
        : <Button onClick={() => location.assign(import.meta.env.BASE_URL)}>{t("broken.again")}</Button>}
    </Stack>
  );
}

/** One screen that breaks takes no other with it: the menu, the notices and what waits go on. */
export class OneScreen extends Component<{ children: ReactNode }, { thrown: unknown }> {
  override state = { thrown: null };

  static getDerivedStateFromError(thrown: unknown) {
    return { thrown: thrown ?? new Error("screen") };
  }

  override render() {
    return this.state.thrown ? <Broken thrown={this.state.thrown} /> : this.props.children;
  }
}
