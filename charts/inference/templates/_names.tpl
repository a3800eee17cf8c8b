{{/* Names of the release's objects. */}}

{{- define "inference.name" -}}
{{- .Values.nameOverride | default .Chart.Name -}}
{{- end -}}

{{/* Base of object names. 52 characters leave room for what a LeaderWorkerSet appends to the names of its pods. */}}
{{- define "inference.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else if contains (include "inference.name" .) .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "inference.name" .) | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "inference.multiNode" -}}
{{- if gt (int .Values.parallelism.nodes) 1 -}}true{{- end -}}
{{- end -}}

{{/* A LeaderWorkerSet makes a headless Service of its own name, so it may not share the name of ours. */}}
{{- define "inference.workloadName" -}}
{{- include "inference.fullname" . -}}{{- if include "inference.multiNode" . -}}-group{{- end -}}
{{- end -}}

{{/* The only role that answers requests. */}}
{{- define "inference.servingRole" -}}
{{- if include "inference.multiNode" . -}}leader{{- else -}}server{{- end -}}
{{- end -}}

{{- define "inference.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (include "inference.fullname" .) -}}
{{- end -}}

{{- define "inference.scriptsName" -}}
{{- include "inference.fullname" . -}}-scripts
{{- end -}}

{{/* Port on which vLLM serves the API, and its metrics beside it. */}}
{{- define "inference.enginePort" -}}8000{{- end -}}

{{/* Port name by which the metrics are scraped. */}}
{{- define "inference.metricsPort" -}}
{{- if .Values.metricsRelay.enabled -}}metrics{{- else -}}http{{- end -}}
{{- end -}}
