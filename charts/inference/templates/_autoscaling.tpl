{{/* What KEDA asks Prometheus. */}}

{{/* Label matchers that single out this release's engines. vLLM calls its label model_name. */}}
{{- define "inference.matchers" -}}
namespace={{ .Release.Namespace | quote }},model_name={{ .Values.model.servedName | quote }}
{{- range $label, $value := .Values.autoscaling.prometheus.matchers -}}
,{{ $label }}={{ $value | quote }}
{{- end -}}
{{- end -}}

{{/* Requests in all engines together, as one value: waiting counts, so that a full queue adds replicas; running counts, so that work keeps them. */}}
{{- define "inference.requestsQuery" -}}
{{- $matchers := include "inference.matchers" . -}}
sum(vllm:num_requests_waiting{ {{- $matchers -}} }) + sum(vllm:num_requests_running{ {{- $matchers -}} })
{{- end -}}

{{/* What every trigger that asks Prometheus has in common: where, and as whom. Takes a dict of root, query, threshold, activation and absentIsZero. */}}
{{- define "inference.prometheusTrigger" -}}
{{- $prometheus := .root.Values.autoscaling.prometheus -}}
type: prometheus
metricType: AverageValue
metadata:
  serverAddress: {{ $prometheus.address | quote }}
  query: {{ .query | quote }}
  threshold: {{ .threshold | toString | quote }}
  activationThreshold: {{ .activation | toString | quote }}
  ignoreNullValues: {{ .absentIsZero | quote }}
  {{- with $prometheus.awsRegion }}
  awsRegion: {{ . | quote }}
  {{- end }}
{{- with $prometheus.authentication }}
authenticationRef:
  name: {{ . | quote }}
  kind: {{ $prometheus.authenticationKind }}
{{- end }}
{{- end -}}
