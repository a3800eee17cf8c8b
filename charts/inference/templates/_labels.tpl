{{/* Labels of objects and of pods. */}}

{{/* Labels that never change over the life of a release, so that selectors may use them. */}}
{{- define "inference.instanceLabels" -}}
app.kubernetes.io/name: {{ include "inference.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Labels that select the pods of one role. Takes a dict of root and role. */}}
{{- define "inference.selectorLabels" -}}
{{ include "inference.instanceLabels" .root }}
app.kubernetes.io/component: {{ .role }}
{{- end -}}

{{- define "inference.labels" -}}
{{ include "inference.instanceLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Labels of the pods of one role: no chart version, so that a chart update alone restarts nothing. Takes a dict of root and role. */}}
{{- define "inference.podLabels" -}}
{{ include "inference.selectorLabels" . }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- with .root.Values.pod.labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}
