{{/* Probes of a role that answers requests. */}}

{{/*
vLLM listens only once the model is loaded. /v1/models also proves that requests are routed, but answers 401 where a key is
asked for; /health is never behind the key.
*/}}
{{- define "inference.probes" -}}
{{- $path := ternary "/health" "/v1/models" (ne .Values.apiKey.secretName "") -}}
{{- with .Values.probes -}}
startupProbe:
  httpGet:
    path: {{ $path }}
    port: http
  periodSeconds: {{ int64 .startup.periodSeconds }}
  failureThreshold: {{ include "inference.checks" (dict "seconds" .startup.budgetSeconds "period" .startup.periodSeconds) }}
  timeoutSeconds: 5
readinessProbe:
  httpGet:
    path: {{ $path }}
    port: http
  periodSeconds: {{ int64 .readiness.periodSeconds }}
  failureThreshold: {{ int64 .readiness.failureThreshold }}
  timeoutSeconds: {{ int64 .readiness.timeoutSeconds }}
livenessProbe:
  httpGet:
    path: /health
    port: http
  periodSeconds: {{ int64 .liveness.periodSeconds }}
  failureThreshold: {{ int64 .liveness.failureThreshold }}
  timeoutSeconds: {{ int64 .liveness.timeoutSeconds }}
{{- end -}}
{{- end -}}
