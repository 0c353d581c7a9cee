/** A text within a template of Go, as Prometheus, Loki and Grafana use them: what would begin an action is written as one. */
export function templateText(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}
